import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createQueries } from '#lib/watching/queries/create-queries.ts';
import { savedQueries } from '#lib/watching/queries/saved-queries.ts';
import { render } from '../../render.ts';
import { sampleWatched } from '../sample-watched.ts';

const querySchema = z.object({
  Properties: z.object({ Name: z.string(), LogGroupNames: z.array(z.unknown()), QueryString: z.string() }),
});

const stack = new Stack(undefined, 'relay');
createQueries(stack, sampleWatched(stack).functions);
const saved = Object.values(Template.fromStack(stack).findResources('AWS::Logs::QueryDefinition')).map(
  (resource) => querySchema.parse(resource).Properties,
);

const functionsFolder = join(import.meta.dirname, '../../../../functions');

const sources = readdirSync(functionsFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(functionsFolder, name), 'utf8'));

/** Of the query language, what these queries use. */
const command = /^(filter|sort|display|stats|limit) \S/;

describe('the saved queries', () => {
  test('lie in a folder that is called as the relay', () => {
    expect(saved.map(({ Name }) => Name)).toEqual(savedQueries.map(({ name }) => `relay/${name}`));
  });

  test('read the logs of those they are about', () => {
    const [way, slow] = saved.map(({ LogGroupNames }) => LogGroupNames.map(render));

    expect(way).toEqual([
      '/aws/vendedlogs/relay/http-access',
      ...['Ingest', 'Persist', 'Watch', 'Api', 'Send'].map((name) => `<Logs${name}>`),
    ]);
    expect(slow).toEqual(['<LogsIngest>']);
  });

  test('are comments, and then commands apart by bars', () => {
    for (const { QueryString } of saved) {
      const lines = QueryString.split('\n').filter((line) => !line.startsWith('#'));
      const [first = '', ...others] = lines;
      expect(first).toMatch(command);
      for (const line of others) expect(line.replace(/^\| /, '')).toMatch(command);
      expect(others.every((line) => line.startsWith('| '))).toBe(true);
    }
  });

  test('look for sentences that the functions log', () => {
    const sentences = savedQueries.flatMap(
      ({ commands }) => commands.join('\n').match(/"[A-Z][^"]+\."/g) ?? [],
    );

    expect(sentences).toHaveLength(3);
    for (const sentence of sentences) {
      const inSource = `'${sentence.slice(1, -1)}'`;
      expect(
        sources.some((text) => text.includes(inSource)),
        sentence,
      ).toBe(true);
    }
  });

  test('have one place to put an id in', () => {
    const places = saved.map(({ QueryString }) => QueryString.match(/PUT-THE-ID-HERE/g)?.length ?? 0);

    expect(places).toEqual([1, 0, 0, 0]);
  });
});
