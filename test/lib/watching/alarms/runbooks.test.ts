import { execFileSync } from 'node:child_process';
import { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { alarmDefinitions } from '#lib/watching/alarms/alarm-definitions.ts';
import { templateOf } from '../../template-of.ts';
import { sampleWatched } from '../sample-watched.ts';
import { indexBlocks, runbookIndex, runbookPages } from './runbook-pages.ts';

const definitions = alarmDefinitions(sampleWatched(new Stack()));
const pages = runbookPages.map(({ name }) => name);

/** An alarm as the documentation calls it: those of channels are one. */
const documentedId = (id: string): string => id.replace(/-(one|two|unknown)$/, '-<channel>');

/** The pages that the descriptions of a template's alarms name. */
const pagesNamedIn = (template: Template): string[] =>
  ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']
    .flatMap((type) => Object.values(template.findResources(type)))
    .map(({ Properties }) => /docs\/runbooks\/([a-z-]+)\.md$/.exec(Properties.AlarmDescription)?.[1] ?? '');

describe('the runbooks', () => {
  test('are there for every alarm, and each for one', () => {
    const named = ['dev', 'prod'].flatMap((stage) => pagesNamedIn(templateOf(stage)));

    expect(new Set(named)).toEqual(new Set(pages));
  });

  test('are listed with every alarm in the index, and which of them the intake’s alarm stands for', () => {
    const rows = [...runbookIndex.matchAll(/^\| `([^`]+)` \| \[([a-z-]+)\]\(\2\.md\) \| (\(intake\) )?/gm)];

    const listed = rows.map(({ 1: id, 2: page, 3: intake }) => `${id} ${page} ${intake !== undefined}`);
    const defined = definitions.map(
      ({ id, runbook, isIntake = false }) => `${documentedId(id)} ${runbook} ${isIntake}`,
    );
    expect(listed.toSorted()).toEqual([...new Set(defined), 'IntakeUnhealthy intake false'].toSorted());
  });

  test.each<[where: string, env: Record<string, string>, configured: string, region: string]>([
    ['that they are told', { REGION: 'a', AWS_REGION: 'b', AWS_DEFAULT_REGION: 'c' }, 'echo d', 'a'],
    ['of the shell', { AWS_REGION: 'b', AWS_DEFAULT_REGION: 'c' }, 'echo d', 'b'],
    ['of the shell by its older name', { AWS_DEFAULT_REGION: 'c' }, 'echo d', 'c'],
    ['of the profile', {}, 'echo d', 'd'],
    ['that the CDK takes where none is named', {}, 'return 1', 'us-east-1'],
  ])('look in the region %s, with the CLI of either version', (_, env, configured, region) => {
    const [beginning = ''] = indexBlocks[0]?.commands.split('output()') ?? [];
    const script = `aws() { ${configured}; }\n${beginning}echo $REGION; printenv AWS_REGION AWS_DEFAULT_REGION`;

    const printed = execFileSync('sh', ['-ec', script], { env: { PATH: process.env.PATH, ...env } });

    expect(printed.toString().trim().split('\n')).toEqual([region, region, region]);
  });

  test('count what the CLI gets altogether: as text it would count each page of it', () => {
    const commands = [...indexBlocks, ...runbookPages.flatMap(({ blocks }) => blocks)].flatMap((block) =>
      block.commands.split('\n'),
    );

    const counting = commands.filter((line) => line.includes('length('));

    expect(counting.length).toBeGreaterThan(2);
    for (const line of counting) expect(line).toContain('--output json');
  });

  describe.each(runbookPages)('$name', ({ name, text, blocks }) => {
    test('names its alarms first', () => {
      const [, , line = ''] = text.split('\n');

      const own = definitions.filter(({ runbook }) => runbook === name).map(({ id }) => documentedId(id));
      for (const id of own) expect(line).toContain(id.split('-')[0]);
      expect(line).toMatch(/^Alarms?: `/);
    });

    test('tells what users see, how to look, what to do and when it is over', () => {
      const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);

      expect(headings).toEqual([
        'What the users see',
        'How to see it yourself',
        'What to do',
        'How to know it is over',
      ]);
    });

    test('begins its commands with the block of the index', () => {
      expect(blocks[0]?.commands).toBe(indexBlocks[0]?.commands);
    });

    test('has commands that a shell can read', () => {
      for (const { commands } of blocks) execFileSync('sh', ['-n'], { input: commands });
    });

    test('says of commands that change something that they do', () => {
      const acting = /-X POST|enable-|put-|delete-|send-|purge|start-message/;

      for (const { commands, changes } of blocks.slice(1)) {
        const acts = commands.split('\n').filter((line) => acting.test(line) && !line.includes('/webhooks/'));
        expect(acts.length > 0, commands).toBe(changes);
        if (changes) expect(text).toMatch(/This\s+changes\s+something/);
      }
    });

    test('leads to pages that exist', () => {
      for (const [, page = ''] of text.matchAll(/\]\(([a-zA-Z-]+)\.md\)/g))
        expect([...pages, 'README']).toContain(page);
    });
  });
});
