import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { type RelayOptions, readOptions } from '#local/options.ts';
import { type Relay, startRelay } from '#local/start-relay.ts';
import { synthesize } from '#local/synthesize.ts';
import { readAssembly } from '#local/template/assembly.ts';
import { withoutPermission } from '#test/local/without-permission.ts';
import { deliver, haptikMessage, untilStored } from '#test/support/api-client.ts';
import { isSent, postJson, sendMessage, untilOutbox } from '#test/support/send-client.ts';

const root = join(import.meta.dirname, '../..');
const cacheFolder = join(root, 'node_modules/.cache/haptik-relay');

let said: MockInstance<typeof console.error>;
let logged: string;
beforeEach(() => {
  logged = '';
  said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  // The functions' own lines.
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    logged += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

/** What the runner said of calls that it refused. */
const denials = (): string[] => said.mock.calls.map(String).filter((line) => line.includes(' was denied '));

const start = (others: Partial<RelayOptions> = {}): Promise<Relay> =>
  startRelay({ ...readOptions({ PORT: '0', RELAY_TIME_SCALE: '60' }), ...others });

const without = async (name: string, action: string) =>
  withoutPermission(readAssembly(await synthesize(root, cacheFolder)), name, action);

/** Resolves once a function of this name (`Watch`) has answered. */
const untilRun = ({ metrics }: Relay, name: string): Promise<unknown> =>
  vi.waitUntil(
    () => metrics.emitted().some(({ dimensions }) => dimensions.FunctionName?.includes(`${name}Function`)),
    { timeout: 60_000 },
  );

const uploadSchema = z.object({
  outboxId: z.string(),
  upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
});

const sendFile = async (apiUrl: string, id: string): Promise<string> => {
  const announced = { fileName: 'note.pdf', contentType: 'application/pdf', size: 5 };
  const answer = await postJson(`${apiUrl}/v1/conversations/${id}/files`, announced);
  const { outboxId, upload } = uploadSchema.parse(await answer.json());
  await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: 'hello' });
  await postJson(`${apiUrl}/v1/outbox/${outboxId}/uploaded`, {});
  return outboxId;
};

describe('what the roles of the template allow', () => {
  test('is enough for deliveries, large and unreadable ones too, for messages, files and runs on schedule', async () => {
    const relay = await start();
    const { apiUrl } = relay;
    const id = 'haptik:343:allowed';

    await deliver(apiUrl, haptikMessage('allowed', 1));
    await deliver(apiUrl, haptikMessage('allowed', 2, 'x'.repeat(300_000)));
    const unreadable = await deliver(apiUrl, 'not JSON');
    await untilStored(apiUrl, id, 2);
    await untilOutbox(apiUrl, await sendMessage(apiUrl, id, 'Hello'), isSent);
    await untilOutbox(apiUrl, await sendFile(apiUrl, id), isSent);
    await untilRun(relay, 'Watch');
    await relay.close();

    expect(unreadable).toMatchObject({ status: 'quarantined' });
    expect(denials()).toEqual([]);
  });

  test('is enough in the stage prod', async () => {
    const relay = await start({ stage: 'prod' });

    const accepted = await deliver(relay.apiUrl, haptikMessage('allowed', 1));
    await untilStored(relay.apiUrl, 'haptik:343:allowed', 1);
    await untilRun(relay, 'Watch');
    await relay.close();

    expect(accepted).toMatchObject({ status: 'accepted' });
    expect(denials()).toEqual([]);
  });
});

describe('what they do not allow', () => {
  test('is denied to the function, which does what it does when AWS refuses, and the runner says so', async () => {
    const relay = await start({ assembly: await without('Ingest', 'sqs:SendMessage') });

    const spilled = await deliver(relay.apiUrl, haptikMessage('denied', 1));
    // What ingest had to leave in the bucket, watch may put into the queue.
    await untilStored(relay.apiUrl, 'haptik:343:denied', 1);
    await relay.close();

    expect(spilled).toMatchObject({ status: 'accepted' });
    expect(logged).toContain('"error":{"name":"AccessDenied","message":"User: arn:aws:sts::');
    expect(denials()).toEqual([
      expect.stringMatching(
        /^haptik-relay-dev-IngestFunction\w+ was denied sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:\S+\.fifo, which its role in the template does not allow\.$/,
      ),
    ]);
  });

  test('fails the start where a queue could not feed its function', async () => {
    const assembly = await without('Persist', 'sqs:DeleteMessage');

    await expect(start({ assembly })).rejects.toThrow(
      /feeds haptik-relay-dev-PersistFunction\w+, whose role does not allow sqs:DeleteMessage on arn:aws:sqs/,
    );
  });
});
