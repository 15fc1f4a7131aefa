import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { aliases, lazyModule } from '#lib/bundling/bundling.ts';
import { environmentOf } from '#test/lib/environment-of.ts';
import { type Assemblies, readText, synthesise } from './synthesise.ts';

const templateFile = 'haptik-relay-dev.template.json';
const codeSchema = z.object({ Properties: z.object({ Code: z.object({ S3Key: z.string() }) }) });
const sourceMapSchema = z.object({ sources: z.array(z.string()) });

let assemblies: Assemblies;
let template: Template;
beforeAll(async () => {
  assemblies = await synthesise();
  template = Template.fromJSON(JSON.parse(readText(assemblies.cli, templateFile)));
});
afterAll(() => assemblies[Symbol.dispose]());

const bundleOf = (id: string): string => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  const [, resource] = functions.find(([logicalId]) => logicalId.startsWith(`${id}Function`)) ?? [];
  const { S3Key } = codeSchema.parse(resource).Properties.Code;
  return join(assemblies.cli, `asset.${S3Key.replace('.zip', '')}`);
};

test('the CLI and the process write the same template, down to the hash of each bundle', () => {
  expect(readText(assemblies.inProcess, templateFile)).toBe(readText(assemblies.cli, templateFile));
});

const sourcesOf = (...map: string[]): string =>
  sourceMapSchema.parse(JSON.parse(readText(...map))).sources.join('\n');

const unneeded =
  /@aws-sdk\/(credential-provider-|token-providers|nested-clients)|credential-provider-imds|submodules\/event-streams/;

describe.each(['Ingest', 'Persist', 'Api'])('the bundle of %s', (id) => {
  const runThere = async (script: string): Promise<string> => {
    const env = { ...environmentOf(template, id), AWS_REGION: 'us-east-1' };
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], {
      env,
      cwd: bundleOf(id),
    });
    return stdout.trim();
  };

  test('loads as Lambda loads it and exports handler', async () => {
    expect(await runThere('console.log(typeof require("./index.js").handler)')).toBe('function');
  });

  test('holds the SDK, with our file in the place of each alias', () => {
    const sources = sourcesOf(bundleOf(id), 'index.js.map');

    expect(sources).toContain('/node_modules/@aws-sdk/client-');
    for (const file of Object.values(aliases)) expect(sources).toContain(`/lib/bundling/${file}`);
    expect(sources).not.toMatch(unneeded);
  });

  test('leaves the lazy module to a file beside it, where the same aliases hold', () => {
    const beside = sourcesOf(bundleOf(id), 'node_modules', lazyModule, 'index.js.map');

    expect(sourcesOf(bundleOf(id), 'index.js.map')).not.toContain(`/node_modules/${lazyModule}/`);
    for (const file of Object.values(aliases)) expect(beside).toContain(`/lib/bundling/${file}`);
    expect(beside).not.toMatch(unneeded);
  });

  test('finds the lazy module beside it, not in the project', async () => {
    const script = `
      import(${JSON.stringify(lazyModule)}).then(({ S3Client, PutObjectCommand }) =>
        console.log(require.resolve(${JSON.stringify(lazyModule)}), typeof S3Client, typeof PutObjectCommand))`;

    const beside = join(bundleOf(id), 'node_modules', lazyModule, 'index.js');

    expect(await runThere(script)).toBe(`${beside} function function`);
  });
});
