import { mkdirSync, mkdtempDisposableSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { synthesisKey } from '#local/synthesis-key.ts';

const files = ['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];

const createProject = () => {
  const folder = mkdtempDisposableSync(join(tmpdir(), 'project-'));
  for (const name of ['bin', 'lib', 'functions/ingest', 'test'])
    mkdirSync(join(folder.path, name), { recursive: true });
  for (const name of [...files, 'lib/stack.ts', 'functions/ingest/handler.ts', 'README.md'])
    writeFileSync(join(folder.path, name), name);
  return folder;
};

test('the key stays while nothing changes, wherever the project lies', () => {
  using project = createProject();
  using copy = createProject();

  expect(synthesisKey(project.path)).toBe(synthesisKey(project.path));
  expect(synthesisKey(copy.path)).toBe(synthesisKey(project.path));
});

test.each([...files, 'bin/app.ts', 'lib/stack.ts', 'functions/ingest/handler.ts', 'functions/new.ts'])(
  'the key changes with %s',
  (name) => {
    using project = createProject();
    const before = synthesisKey(project.path);

    writeFileSync(join(project.path, name), 'changed');

    expect(synthesisKey(project.path)).not.toBe(before);
  },
);

test('the key changes when a file is renamed', () => {
  using project = createProject();
  const before = synthesisKey(project.path);

  renameSync(join(project.path, 'lib/stack.ts'), join(project.path, 'lib/other.ts'));

  expect(synthesisKey(project.path)).not.toBe(before);
});

test('the key changes with what the CDK reads from the environment', () => {
  using project = createProject();
  const before = synthesisKey(project.path);
  vi.stubEnv('CDK_CONTEXT_JSON', '{"stage":"prod"}');

  const after = synthesisKey(project.path);
  vi.unstubAllEnvs();

  expect(after).not.toBe(before);
});

test('the key changes with the context that is given', () => {
  using project = createProject();

  const keys = [{}, { stage: 'dev' }, { stage: 'prod' }].map((context) =>
    synthesisKey(project.path, context),
  );

  expect(new Set(keys).size).toBe(3);
});

test.each(['README.md', 'test/some.test.ts'])('the key does not change with %s', (name) => {
  using project = createProject();
  const before = synthesisKey(project.path);

  writeFileSync(join(project.path, name), 'changed');

  expect(synthesisKey(project.path)).toBe(before);
});
