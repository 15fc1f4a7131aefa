import { expect, test } from 'vitest';
import type { Credentials, PlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import { bytesOfFile, file, openHaptik } from '#test/functions/shared/adapters/haptik/open-haptik.ts';
import { json, startRecorder } from '#test/functions/shared/adapters/haptik/start-server.ts';

const handoff = { kind: 'handoff', team: 'Sales', userName: 'handle1' } as const;

const old = { token: 'token-1', clientId: 'client-1' };
const fresh = { token: 'token-2', clientId: 'client-1' };

/** Credentials that were read some time ago, and what is found when they are read anew. */
const changing = (known: Credentials, found: Credentials): PlatformCredentials => ({
  of: async () => known,
  refreshed: async () => found,
});

const byStatus = json(401, { error_message: 'invalid authorization details' });

/** A platform that takes these credentials only. */
const start = ({ token, clientId }: Credentials, refuse = byStatus) =>
  startRecorder((request, response) => {
    const { authorization, 'client-id': client } = request.headers;
    const isTaken = authorization === `Bearer ${token}` && client === clientId;
    (isTaken ? json(200, { success: true }) : refuse)(request, response);
  });

test.each([
  ['a 401', fresh, byStatus],
  ['a 401 for its client id', { ...old, clientId: 'client-2' }, byStatus],
  ['words', fresh, json(400, { error_message: 'invalid token provided' })],
])('a call that is refused by %s is made again with the credentials of now', async (_, found, refuse) => {
  await using server = await start(found, refuse);

  const verdict = await openHaptik(server.url, { credentials: changing(old, found) }).perform(handoff);

  expect(verdict).toEqual({ is: 'done' });
  expect(server.seen.map(({ headers }) => [headers.authorization, headers['client-id']])).toEqual([
    ['Bearer token-1', 'client-1'],
    [`Bearer ${found.token}`, found.clientId],
  ]);
});

test('a call is made again once only', async () => {
  await using server = await start({ ...fresh, token: 'token-3' });

  const verdict = await openHaptik(server.url, { credentials: changing(old, fresh) }).perform(handoff);

  expect(verdict).toEqual({ is: 'unauthorized', status: 401, message: 'invalid authorization details' });
  expect(server.seen.length).toBe(2);
});

test('a call is not made again with the same credentials', async () => {
  await using server = await start(fresh);

  const verdict = await openHaptik(server.url, { credentials: changing(old, { ...old }) }).perform(handoff);

  expect(verdict).toMatchObject({ is: 'unauthorized', status: 401 });
  expect(server.seen.length).toBe(1);
});

test('a call that is refused for anything else is not made again', async () => {
  await using server = await start(fresh, json(403, { error_message: 'team "Sales" is inactive' }));

  const verdict = await openHaptik(server.url, { credentials: changing(old, fresh) }).perform(handoff);

  expect(verdict).toMatchObject({ is: 'refused', status: 403 });
  expect(server.seen.length).toBe(1);
});

test('a file is sent whole again', async () => {
  await using server = await start(fresh);

  const verdict = await openHaptik(server.url, { credentials: changing(old, fresh) }).perform(file);

  expect(verdict).toEqual({ is: 'done' });
  const [refused, taken] = server.seen.map(({ body }) =>
    String(body).replace(/relay-[\da-f-]{36}/g, 'boundary'),
  );
  expect(taken).toBe(refused);
  expect(taken).toContain(String(bytesOfFile));
});

test.each<[Awaited<ReturnType<PlatformCredentials['of']>>, object]>([
  [
    { outcome: 'no_credentials', reason: 'There is no secret.' },
    { is: 'unauthorized', message: 'There is no secret.' },
  ],
  [
    { outcome: 'unanswered', written: false, reason: 'could not be read' },
    { is: 'busy', reason: 'could not be read' },
  ],
])('without credentials nothing is called: %j', async (none, verdict) => {
  await using server = await start(fresh);
  const credentials = { of: async () => none, refreshed: async () => none };
  const { perform, ask } = openHaptik(server.url, { credentials });

  expect(await perform(handoff)).toEqual(verdict);
  expect(await ask()).toEqual(none);
  expect(server.seen).toEqual([]);
});

test('where the credentials of now cannot be read, the refusal stands', async () => {
  await using server = await start(fresh);
  const credentials: PlatformCredentials = {
    of: async () => old,
    refreshed: async () => ({ outcome: 'unanswered', written: false, reason: 'could not be read' }),
  };

  const verdict = await openHaptik(server.url, { credentials }).perform(handoff);

  expect(verdict).toMatchObject({ is: 'unauthorized', status: 401 });
});
