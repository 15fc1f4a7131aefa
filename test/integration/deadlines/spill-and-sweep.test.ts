import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { type Fault, startFaultProxy } from '#test/support/fault-proxy.ts';
import { openFunctions } from '#test/support/open-functions.ts';
import { startCloudWatch } from '#test/support/start-cloudwatch.ts';

await using resources = new AsyncDisposableStack();
const emulators = resources.use(await startEmulators({}));
const queue = resources.use(await startFaultProxy(emulators.endpoints.sqs));
const bucket = resources.use(await startFaultProxy(emulators.endpoints.s3));
const secrets = resources.use(await startFaultProxy(emulators.endpoints.secretsManager));
const cloudWatch = resources.use(await startCloudWatch(() => ({ MetricDataResults: [] })));
const open = resources.move();
afterAll(async () => {
  vi.unstubAllEnvs();
  await open.disposeAsync();
});

type Functions = Awaited<ReturnType<typeof openFunctions>>;
let functions: Functions;

/** The first calls of a process take their time: not within the limits that faults are judged by. */
beforeAll(async () => {
  const { deliver, watch } = await openFunctions(emulators, { cloudWatch: cloudWatch.url });
  await deliver('not JSON');
  await deliver(haptikMessage('u-0', 1));
  await watch();
});

beforeEach(async () => {
  for (const proxy of [queue, bucket, secrets]) proxy.set('none');
  functions = await openFunctions(emulators, {
    sqs: queue.endpoint,
    s3: bucket.endpoint,
    secretsManager: secrets.endpoint,
    cloudWatch: cloudWatch.url,
  });
});

const foldersOf = async ({ keys }: Functions): Promise<string[]> =>
  (await keys()).map((key) => key.split('/')[0] ?? '');

const accepted = { statusCode: 200, body: { status: 'accepted' } };

const faults: [does: string, fault: Fault][] = [
  ['refuses', 'refuses'],
  ['hangs', 'hangs'],
  ['is slow', { delayMs: 2500 }],
  ['answers 500', { status: 500 }],
  ['takes messages but loses its answers', 'loses answers'],
];

describe.each(faults)('a queue that %s', (_, fault) => {
  test('delays deliveries, which come out once each and in the order of their users', async () => {
    const { deliver, watch, queued } = functions;
    const users = ['u-1', 'u-2'];
    const sent = [1, 2, 3].map((id) => users.map((user) => haptikMessage(user, id)));
    queue.set(fault);

    for (const bodies of sent)
      for (const answer of await Promise.all(bodies.map((body) => deliver(body)))) {
        expect(answer).toMatchObject(accepted);
      }
    const whileDown = await foldersOf(functions);
    queue.set('none');
    await watch();

    const came = (await queued()).map((envelope) => ('body' in envelope ? envelope.body : ''));
    expect(whileDown).toEqual(Array(6).fill('spill'));
    for (const [at, user] of users.entries())
      expect(came.filter((body) => body.includes(user))).toEqual(sent.map((bodies) => bodies[at]));
    expect(came).toHaveLength(6);
    expect(await foldersOf(functions)).toEqual([]);
  });
});

test('a sweep that finds the queue still down fails and loses nothing', async () => {
  const { deliver, watch, queued } = functions;
  queue.set('refuses');
  await deliver(haptikMessage('u-1', 1));

  await expect(watch()).rejects.toThrow('These duties failed: sweep.');
  await expect(watch()).rejects.toThrow('These duties failed: sweep.');
  const whileDown = await foldersOf(functions);
  queue.set('none');
  await watch();

  expect(whileDown).toEqual(['spill']);
  expect(await foldersOf(functions)).toEqual([]);
  expect(await queued()).toHaveLength(1);
});

test('a sweep that finds the bucket down fails, and the next one does the work', async () => {
  const { deliver, watch, queued } = functions;
  queue.set('refuses');
  await deliver(haptikMessage('u-1', 1));
  queue.set('none');
  bucket.set('refuses');

  await expect(watch()).rejects.toThrow('These duties failed: sweep.');
  bucket.set('none');
  await watch();

  expect(await foldersOf(functions)).toEqual([]);
  expect(await queued()).toHaveLength(1);
});

test('what was put back and could not be removed comes out once all the same', async () => {
  const { deliver, watch, queued } = functions;
  queue.set('refuses');
  await deliver(haptikMessage('u-1', 1));
  queue.set('none');
  bucket.set('refuses', ({ method }) => method === 'DELETE');

  await expect(watch()).rejects.toThrow('These duties failed: sweep.');
  bucket.set('none');
  await watch();

  expect(await foldersOf(functions)).toEqual([]);
  expect(await queued()).toHaveLength(1);
});

test('a large delivery waits for the queue in two objects, and only the message goes back', async () => {
  const { deliver, watch, queued } = functions;
  queue.set('refuses');
  const answer = await deliver(haptikMessage('u-1', 1, 'x'.repeat(250_000)));
  queue.set('none');
  await watch();

  expect(answer).toMatchObject(accepted);
  expect(await foldersOf(functions)).toEqual(['large']);
  expect(await queued()).toMatchObject([{ bodyKey: expect.stringMatching(/^large\/haptik\//) }]);
});

describe.each(faults)('a bucket that %s', (_, fault) => {
  test('leaves what is not understood to the queue', async () => {
    const { deliver, queued } = functions;
    bucket.set(fault);

    const answer = await deliver('not JSON');
    bucket.set('none');
    await deliver('not JSON either');

    expect(answer).toMatchObject({ statusCode: 200, body: { status: 'quarantined' } });
    expect(await queued()).toMatchObject([
      { reason: 'the body is not JSON', base64: Buffer.from('not JSON').toString('base64') },
    ]);
    expect(await foldersOf(functions)).toContain('quarantine');
  });
});

describe.each(faults.slice(0, 4))('a secrets service that %s', (_, fault) => {
  afterEach(() => void vi.useRealTimers());

  test('judges nothing before it was ever read, and all is well once it answers', async () => {
    const { deliver, queued } = functions;
    secrets.set(fault);

    const answer = await deliver(haptikMessage('u-1', 1));
    secrets.set('none');

    expect(answer).toMatchObject({ statusCode: 503, body: { error: { code: 'SECRETS_UNAVAILABLE' } } });
    expect(answer.headers).toHaveProperty('retry-after');
    expect(await queued()).toEqual([]);
    expect(await deliver(haptikMessage('u-1', 1))).toMatchObject(accepted);
  });

  test('keeps no delivery out while older secrets are known', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { deliver, queued } = await openFunctions(emulators, { secretsManager: secrets.endpoint });
    await deliver(haptikMessage('u-1', 1));
    secrets.set(fault);
    vi.setSystemTime(Date.now() + 60 * 60_000);

    const answer = await deliver(haptikMessage('u-1', 2));

    expect(answer).toMatchObject(accepted);
    expect(await queued()).toHaveLength(2);
  });
});
