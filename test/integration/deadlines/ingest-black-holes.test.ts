import { createServer } from 'node:net';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { limits } from '#lib/limits.ts';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { startFaultProxy } from '#test/support/fault-proxy.ts';
import { openFunctions } from '#test/support/open-functions.ts';
import { openUnacceptingPort } from '#test/support/unaccepting-port.ts';

await using resources = new AsyncDisposableStack();
const emulators = resources.use(await startEmulators({}));
const slowSecrets = resources.use(await startFaultProxy(emulators.endpoints.secretsManager));
const silent = createServer(() => {});
const silentPort = await listenOnFreePort(silent);
const unaccepting = resources.use(await openUnacceptingPort());
const open = resources.move();
afterAll(async () => {
  vi.unstubAllEnvs();
  silent.close();
  await open.disposeAsync();
});

const holes = { 'never answers': `http://127.0.0.1:${silentPort}`, 'never accepts': unaccepting.endpoint };

type Hole = keyof typeof holes;
type Service = 'sqs' | 's3' | 'secretsManager';

/** Bodies by what ingest makes of them. */
const bodies = {
  message: haptikMessage('u-1', 1),
  junk: 'not JSON',
  large: haptikMessage('u-1', 1, 'x'.repeat(250_000)),
};

const accepted = { statusCode: 200, body: { status: 'accepted' } };
const quarantined = { statusCode: 200, body: { status: 'quarantined' } };
const refused = (code: string) => ({
  statusCode: 503,
  headers: { 'retry-after': expect.any(String) },
  body: { error: { code } },
});
const notDurable = refused('NOT_DURABLE');
const noSecrets = refused('SECRETS_UNAVAILABLE');

/** Delivers to a function that has just started, with black holes in place of these services. */
const deliverPast = async (hole: Hole, services: readonly Service[], what: keyof typeof bodies) => {
  const endpoints = Object.fromEntries(services.map((service) => [service, holes[hole]]));
  const { deliver, keys, queued } = await openFunctions(emulators, endpoints);
  const began = performance.now();
  const answer = await deliver(bodies[what]);
  const isInTime = performance.now() - began < limits.ingest.timeoutSeconds * 1000;
  return {
    answer,
    isInTime,
    folders: (await keys()).map((key) => key.split('/')[0]),
    queued: await queued(),
  };
};

type Case = [
  hole: Hole,
  services: Service[],
  what: keyof typeof bodies,
  answer: object,
  folders: string[],
  queued: object[],
];
const message = [{ body: bodies.message }];
const junk = [{ base64: Buffer.from(bodies.junk).toString('base64') }];

const cases: Case[] = [
  ['never answers', ['sqs'], 'message', accepted, ['spill'], []],
  ['never accepts', ['sqs'], 'message', accepted, ['spill'], []],
  ['never answers', ['sqs'], 'large', accepted, ['large', 'spill'], []],
  ['never answers', ['sqs'], 'junk', quarantined, ['quarantine'], []],
  ['never answers', ['s3'], 'message', accepted, [], message],
  ['never answers', ['s3'], 'junk', quarantined, [], junk],
  ['never accepts', ['s3'], 'junk', quarantined, [], junk],
  ['never answers', ['s3'], 'large', notDurable, [], []],
  ['never answers', ['sqs', 's3'], 'message', notDurable, [], []],
  ['never accepts', ['sqs', 's3'], 'message', notDurable, [], []],
  ['never answers', ['sqs', 's3'], 'junk', notDurable, [], []],
  ['never answers', ['secretsManager'], 'message', noSecrets, [], []],
  ['never accepts', ['secretsManager'], 'message', noSecrets, [], []],
  ['never answers', ['secretsManager', 'sqs', 's3'], 'message', noSecrets, [], []],
];

describe('a delivery is answered before its function’s time is over', () => {
  test.each(cases)('when what %s is %j: %s', async (hole, services, what, answer, folders, inQueue) => {
    const delivered = await deliverPast(hole, services, what);

    expect(delivered.answer).toMatchObject(answer);
    expect(delivered.isInTime).toBe(true);
    expect(delivered.folders).toEqual(folders);
    expect(delivered.queued).toMatchObject(inQueue);
  });

  test.each([
    ['the queue never answers', { sqs: holes['never answers'] }, accepted],
    ['nor do queue and bucket', { sqs: holes['never answers'], s3: holes['never answers'] }, notDurable],
  ])('when the first secret is read at the second try and %s', async (_, endpoints, expected) => {
    const secretsManager = slowSecrets.endpoint;
    const { deliver } = await openFunctions(emulators, { ...endpoints, secretsManager });
    let tries = 0;
    slowSecrets.set('hangs', () => {
      tries += 1;
      return tries === 1;
    });
    const began = performance.now();

    const answer = await deliver(bodies.message);

    expect(answer).toMatchObject(expected);
    expect(performance.now() - began).toBeLessThan(limits.ingest.timeoutSeconds * 1000);
    expect(tries).toBe(2);
  });
});
