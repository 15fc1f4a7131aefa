import { once } from 'node:events';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { clientSettings } from './client-settings.ts';
import { freePort } from './free-port.ts';
import { spawnTethered } from './tethered-process.ts';

type DynoxideOptions = { binary: string; dataDir?: string | undefined };

type Dynoxide = { endpoint: string; [Symbol.asyncDispose]: () => Promise<void> };

const listTables = async (endpoint: string): Promise<void> => {
  const client = new DynamoDBClient({ ...clientSettings, endpoint });
  try {
    await client.send(new ListTablesCommand({}));
  } finally {
    client.destroy();
  }
};

/** Runs the program until it is stopped. What it says on stderr is kept for error messages. */
const runDynoxide = (binary: string, args: readonly string[]) => {
  const child = spawnTethered(binary, args);
  const exited = once(child, 'exit');
  let words = '';
  let stopping = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = `${words}${text}`.slice(-2000);
  });
  child.once('exit', (code, signal) => {
    if (!stopping) console.error(`The DynamoDB emulator stopped (${signal ?? code}): ${words.trim()}`);
  });
  return {
    async listening() {
      await Promise.race([once(child.stderr, 'data'), exited]);
      if (!words.includes('listening')) throw new Error(words.trim());
    },
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
};

/**
 * Starts DynamoDB (dynoxide) as a child process on a free loopback port; it ends with this process, however that
 * ends. With `dataDir` its tables live in a file there, else in memory.
 * @throws Error with the program's own words as its cause when it does not come up.
 */
export const startDynoxide = async ({ binary, dataDir }: DynoxideOptions): Promise<Dynoxide> => {
  const port = await freePort();
  const storage = dataDir === undefined ? [] : ['--db-path', join(dataDir, 'dynamodb.sqlite')];
  const dynoxide = runDynoxide(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), ...storage]);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await dynoxide.listening();
    await listTables(endpoint);
  } catch (cause) {
    await dynoxide.stop();
    throw new Error('The DynamoDB emulator did not start.', { cause });
  }
  return { endpoint, [Symbol.asyncDispose]: dynoxide.stop };
};
