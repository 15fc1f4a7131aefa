import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { aliases, lazyModules } from '#lib/bundling/bundling.ts';
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

test('the CLI alone has the template checked, and nothing was found', () => {
  const report: unknown = JSON.parse(readText(assemblies.cli, 'validation-report.json'));

  expect(report).toMatchObject({ pluginReports: [] });
  expect(existsSync(join(assemblies.inProcess, 'validation-report.json'))).toBe(false);
});

const sourcesOf = (...map: string[]): string =>
  sourceMapSchema.parse(JSON.parse(readText(...map))).sources.join('\n');

const unneeded =
  /@aws-sdk\/(credential-provider-|token-providers|nested-clients)|credential-provider-imds|submodules\/event-streams/;

describe.each(['Ingest', 'Persist', 'Send', 'Api', 'Watch', 'Widget'])('the bundle of %s', (id) => {
  const runThere = async (script: string): Promise<string> => {
    const credentials = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
    const env = { ...environmentOf(template, id), ...credentials, AWS_REGION: 'us-east-1' };
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

  test('leaves the lazy modules to files beside it, where the same aliases hold', () => {
    const beside = lazyModules.map((module) =>
      sourcesOf(bundleOf(id), 'node_modules', module, 'index.js.map'),
    );

    for (const [index, module] of lazyModules.entries()) {
      expect(sourcesOf(bundleOf(id), 'index.js.map')).not.toContain(`/node_modules/${module}/`);
      expect(beside[index]).toContain(`/node_modules/${module}/`);
      expect(beside[index]).not.toMatch(unneeded);
    }
    for (const file of Object.values(aliases)) expect(beside.join()).toContain(`/lib/bundling/${file}`);
  });

  test('finds the lazy modules beside it, not in the project, and they work together', async () => {
    const script = `
      const names = ${JSON.stringify(lazyModules)};
      Promise.all(names.map((name) => import(name))).then(async ([s3, presigner, cloudWatch]) => {
        const command = new s3.PutObjectCommand({ Bucket: 'relay', Key: 'uploads/1', ContentLength: 5 });
        const url = await presigner.getSignedUrl(new s3.S3Client({}), command, { expiresIn: 60 });
        const region = await new cloudWatch.CloudWatchClient({}).config.region();
        console.log(JSON.stringify([url, region, ...names.map((name) => require.resolve(name))]));
      })`;

    const [url = '', region, ...paths] = z.array(z.string()).parse(JSON.parse(await runThere(script)));

    expect(url).toMatch(
      /^https:\/\/relay\.s3\.us-east-1\.amazonaws\.com\/uploads\/1\?.*&X-Amz-Signature=[0-9a-f]{64}/,
    );
    expect(region).toBe('us-east-1');
    expect(paths).toEqual(
      lazyModules.map((module) => join(bundleOf(id), 'node_modules', module, 'index.js')),
    );
  });
});
