import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver, haptikMessage, readMessages, untilStored } from '#test/support/api-client.ts';
import { allGone, processTree } from '#test/support/processes.ts';
import { type RelayProcess, startRelayProcess } from '#test/support/relay-process.ts';

let dataDir = '';

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'relay-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const users = ['a', 'b', 'c', 'd'];

/** Posts messages on several connections until the system is gone; gives what was answered 200, by user. */
const postUntilDeath = async ({ apiUrl }: RelayProcess, killAfter: number, kill: () => Promise<unknown>) => {
  const answered = new Map<string, number[]>(users.map((user) => [user, []]));
  let accepted = 0;
  let killed: Promise<unknown> | undefined;
  const connection = async (user: string): Promise<void> => {
    for (let id = 1; ; id += 1) {
      const answer = await deliver(apiUrl, haptikMessage(user, id)).catch(() => undefined);
      if (answer === undefined) return;
      expect(answer).toMatchObject({ status: 'accepted' });
      answered.get(user)?.push(id);
      accepted += 1;
      if (accepted >= killAfter) killed ??= kill();
    }
  };
  await Promise.all(users.map(connection));
  await killed;
  return answered;
};

test.each([
  ['the whole process group', (relay: RelayProcess) => relay.endGroup('SIGKILL')],
  ['only the parent', (relay: RelayProcess) => relay.end('SIGKILL')],
])('nothing that was answered 200 is lost when %s is killed, and no process is left', async (_, kill) => {
  const first = await startRelayProcess({ RELAY_DATA_DIR: dataDir });
  let processes: number[] = [];

  const answered = await postUntilDeath(first, 200, () => {
    processes = processTree(first.pid);
    return kill(first);
  });

  expect(processes.length).toBeGreaterThan(3);
  await allGone(processes);

  const second = await startRelayProcess({ RELAY_DATA_DIR: dataDir });
  for (const [user, ids] of answered) {
    const id = `haptik:343:${user}`;
    await untilStored(second.apiUrl, id, ids.length);
    const messages = await readMessages(second.apiUrl, id);
    // One more may be there: durable, but killed before its answer left.
    expect(messages.map(({ platformId }) => Number(platformId)).slice(0, ids.length)).toEqual(ids);
    expect(messages.length).toBeLessThanOrEqual(ids.length + 1);
    expect(messages.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
      messages.map((_message, at) => at + 1),
    );
  }
  expect(await second.end('SIGTERM')).toBe(0);
});
