import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LambdaFunction } from '#local/template/functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'functions-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A function with this module (CommonJS) as its code. */
export const testFunction = (code: string, settings: Partial<LambdaFunction> = {}): LambdaFunction => {
  const codeFolder = mkdtempSync(join(folder, 'code-'));
  writeFileSync(join(codeFolder, 'index.js'), code);
  return {
    name: 'echo',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
    codeFolder,
    handler: 'index.handler',
    timeoutSeconds: 10,
    memoryMb: 256,
    environment: {},
    reservedConcurrency: undefined,
    ...settings,
  };
};
