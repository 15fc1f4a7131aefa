import { mkdirSync, mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { expect, test } from 'vitest';
import { readAssembly } from '#local/template/assembly.ts';

const synthesise = (folder: string, stacks: readonly string[]): string => {
  const source = join(folder, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'index.js'), 'exports.answer = 42;');
  const outdir = join(folder, 'out');
  const app = new App({ outdir });
  for (const id of stacks) {
    const stack = new Stack(app, id);
    new Bucket(stack, 'Bucket');
    new Asset(stack, 'Code', { path: source });
  }
  app.synth();
  return outdir;
};

test('the stack of an assembly is read with the folders of its zipped assets', () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'assembly-'));

  const { stackName, template, assetFolders } = readAssembly(synthesise(folder.path, ['only-stack']));

  expect(stackName).toBe('only-stack');
  expect(template).toHaveProperty('Resources');
  expect([...assetFolders]).toEqual([
    [expect.stringMatching(/^[0-9a-f]{64}\.zip$/), expect.stringMatching(/out\/asset\.[0-9a-f]{64}$/)],
  ]);
});

test.each([[[]], [['one', 'two']]])('an assembly with the stacks %j is refused', (stacks) => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'assembly-'));
  const outdir = synthesise(folder.path, stacks);

  expect(() => readAssembly(outdir)).toThrow('exactly one stack');
});
