import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDynamodb } from '#local/emulators/dynamodb.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { processesOn, startEmulatorsProcess } from './emulators-process.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'relay-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true });
});

const none = async () => vi.waitFor(() => expect(processesOn(dataDir)).toEqual([]), { timeout: 5_000 });

describe('no process is left', () => {
  test.each(['only the parent', 'the process group'] as const)('when %s is killed', async (whom) => {
    const emulators = await startEmulatorsProcess(dataDir);
    expect(processesOn(dataDir).length).toBeGreaterThanOrEqual(2);

    await emulators.kill(whom);

    await none();
  });

  test('after closing', async () => {
    const emulators = await startEmulators({ dataDir });
    expect(processesOn(dataDir)).not.toEqual([]);

    await emulators.close();

    await none();
  });
});

test('the process ends by itself once its emulators are closed', async () => {
  const emulators = await startEmulatorsProcess(dataDir);

  await emulators.close();

  await none();
});

test('a second system on one data directory is refused and the first goes on', async () => {
  await using first = await startEmulators({ dataDir });

  await expect(startEmulators({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`);

  expect(await fetch(`${first.endpoints.sqs}/health`)).toMatchObject({ status: 200 });
});

test('a data directory is free again after closing', async () => {
  const first = await startEmulators({ dataDir });

  await first.close();

  await expect(startEmulators({ dataDir }).then((second) => second.close())).resolves.toBeUndefined();
});

test('every emulator listens on the loopback address only', async () => {
  await using emulators = await startEmulators({});

  const hosts = Object.values(emulators.endpoints).map((endpoint) => new URL(endpoint).hostname);

  expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
});

describe('on a platform without a DynamoDB emulator', () => {
  test('the given endpoint is used', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8000');

    await using dynamodb = await startDynamodb({ platform: 'plan9-mips' });

    expect(dynamodb.endpoint).toBe('http://127.0.0.1:8000');
  });

  test('an error says what to do when none is given', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', undefined);

    await expect(startDynamodb({ platform: 'plan9-mips' })).rejects.toThrow(
      'No DynamoDB emulator is installed for plan9-mips: install @dynoxide/plan9-mips, or start a DynamoDB',
    );
  });
});
