import { describe, expect, test } from 'vitest';
import type { ApiDependencies } from '#functions/api/api.ts';
import {
  NotConfiguredError,
  PlatformRefusedError,
  PlatformUnavailableError,
} from '#functions/shared/domain/errors.ts';
import type { Platform, PlatformAnswer, Verdict } from '#functions/shared/domain/outbox/platform.ts';
import { createApiSetting } from '#test/support/api-setting.ts';
import { sampleEvent } from '#test/support/samples.ts';

const route = 'POST /v1/conversations/{id}/ask';
const id = 'haptik:343:u-1';
const path = { id };
const body = { text: 'Where is it?' };

const answered = (status: number, answer: unknown): PlatformAnswer => ({
  outcome: 'answered',
  status,
  body: answer,
});

const reply = (...ids: (number | undefined)[]): PlatformAnswer =>
  answered(200, {
    version: '1.0',
    timestamp: '2026-11-21T09:00:01.000Z',
    agent: { id: 7, name: 'gogo', is_automated: true },
    message: ids.map((messageId) => ({
      id: messageId,
      body: { text: `reply ${messageId}`, type: 'TEXT', data: {} },
    })),
  });

const unregistered = answered(403, { error_message: 'user is not registered' });
const lost: PlatformAnswer = { outcome: 'unanswered', written: true, reason: 'the call was broken off' };
const unreached: PlatformAnswer = { outcome: 'unanswered', written: false, reason: 'ECONNREFUSED' };

type Script = { answers: PlatformAnswer[]; registered?: Verdict; isTimedOut?: boolean };

/** The API over a platform that answers one question after the other like this. */
const openWith = (script: Script, changes: Partial<ApiDependencies> = {}) => {
  const calls: unknown[] = [];
  const answers = [...script.answers];
  const unexpected = async () => {
    throw new Error('not asked for here');
  };
  const platform: Platform = {
    perform: unexpected,
    enableWebhook: unexpected,
    register: async ({ user }, profile) => {
      calls.push({ register: user, profile });
      return script.registered ?? { is: 'done' };
    },
    ask: async ({ channel, user, businessId }, text) => {
      calls.push({ ask: text, channel: channel.name, user, businessId });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      return answer;
    },
  };
  const limits: number[] = [];
  const setting = createApiSetting({
    platform,
    signalAfter: (milliseconds) => {
      limits.push(milliseconds);
      return script.isTimedOut ? AbortSignal.abort() : new AbortController().signal;
    },
    ...changes,
  });
  const stored = async (conversationId = id) => {
    const { items } = await setting.store.events(conversationId, { order: 'asc', limit: 100 });
    return items.map(({ direction, author, text, seq }) => [seq, direction, author.type, text]);
  };
  return { ...setting, calls, limits, stored };
};

const askedAs = { ask: 'Where is it?', channel: 'haptik', user: { authId: 'u-1' }, businessId: '343' };

describe('a question', () => {
  test('is answered with the reply, and both are stored in this order', async () => {
    const { call, calls, limits, stored, store } = openWith({ answers: [reply(12, 11)] });

    const answer = await call(route, { path, body });

    expect(answer).toEqual({
      status: 200,
      body: {
        reply: [
          expect.objectContaining({ seq: 3, position: '00000000000000000011', text: 'reply 11' }),
          {
            id: `${id}:2`,
            seq: 2,
            position: '00000000000000000012',
            kind: 'message',
            direction: 'in',
            author: { type: 'bot', id: '7', name: 'gogo' },
            text: 'reply 12',
            hsl: expect.objectContaining({ type: 'TEXT' }),
            platformId: '12',
            platformAt: '2026-11-21T09:00:01.000Z',
            receivedAt: '2026-11-21T09:00:00.000Z',
            storedAt: '2026-11-21T09:00:00.000Z',
            eventName: 'message',
            payload: expect.objectContaining({ version: '1.0' }),
          },
        ],
      },
    });
    expect(calls).toEqual([askedAs]);
    expect(limits).toEqual([10_000]);
    expect(await stored()).toEqual([
      [1, 'out', 'user', 'Where is it?'],
      [3, 'in', 'bot', 'reply 11'],
      [2, 'in', 'bot', 'reply 12'],
    ]);
    const { items } = await store.events(id, { order: 'asc', limit: 1 });
    expect(await items[0]?.content()).toMatchObject({ payload: '{"message_body":"Where is it?"}' });
  });

  test('is put as it was given, and stored without what must not be shown', async () => {
    const { call, calls, stored } = openWith({ answers: [reply(11)] });

    await call(route, { path, body: { text: 'a\u0007b\u202e' } });

    expect(calls).toMatchObject([{ ask: 'a\u0007b\u202e' }]);
    expect((await stored())[0]).toEqual([1, 'out', 'user', 'ab']);
  });

  test('stands behind what was known when it was put, though more came meanwhile', async () => {
    const { call, stored, tell, store } = openWith({ answers: [reply(30)] });
    await tell([sampleEvent(10)]);
    const head = await store.head(id);
    await tell([sampleEvent(20)]);
    store.head = async () => head;

    await call(route, { path, body });

    expect((await stored()).map(([, , , text]) => text)).toEqual([
      'text 10',
      'Where is it?',
      'text 20',
      'reply 30',
    ]);
  });

  test('goes to the conversation that the user began under another name', async () => {
    const { call, calls, stored, tell } = openWith({ answers: [reply(30)] });
    await tell([sampleEvent(1)], { userId: '9' });
    await tell([sampleEvent(2)], { authId: 'u-1', userId: '9' });

    const answer = await call(route, { path, body });

    expect(calls).toMatchObject([{ user: { authId: 'u-1', userId: '9' } }]);
    expect(answer.body).toMatchObject({ reply: [{ id: 'haptik:343:~~9:4' }] });
    expect(await stored('haptik:343:~~9')).toHaveLength(4);
  });

  test('waits as long as the caller says', async () => {
    const { call, limits } = openWith({ answers: [reply(1)] });

    await call(route, { path, body: { ...body, timeoutMs: 25_000 } });

    expect(limits).toEqual([25_000]);
  });

  test.each([
    [0, 25_000, 25_000],
    [3_000, 25_000, 22_000],
    [19_000, 25_000, 6_000],
    [19_000, 5_000, 5_000],
  ])('that waited %d ms for its twin and has %d ms waits %d ms', async (waited, timeoutMs, left) => {
    const { raw, limits, idempotency, time } = openWith({ answers: [reply(1)] });
    const end = time.now + waited;
    idempotency.claim = async () =>
      time.now < end ? { is: 'under_way' } : { is: 'ours', seed: '01KAK7T0M00000000000000001' };

    await raw(route, { path, body: { ...body, timeoutMs }, key: 'k' });

    expect(limits).toEqual([left]);
  });

  test('waits a second, however late it is', async () => {
    const { call, limits, store, time } = openWith({ answers: [lost], isTimedOut: true });
    store.head = async () => {
      time.now += 24_001;
      return undefined;
    };

    const answer = await call(route, { path, body });

    expect(limits).toEqual([1_000]);
    expect(answer.body).toMatchObject({ error: { message: expect.stringContaining('1000 ms') } });
  });

  test('is answered with a reply that came by the webhook as well', async () => {
    const { call, stored, tell } = openWith({ answers: [reply(11)] });
    await tell([sampleEvent(11, { text: 'reply 11' }), sampleEvent(9)]);

    const answer = await call(route, { path, body });

    expect(answer.body).toMatchObject({ reply: [{ seq: 1, text: 'reply 11' }] });
    expect(await stored()).toHaveLength(3);
  });

  test('is answered with messages that have no id', async () => {
    const { call } = openWith({ answers: [reply(undefined)] });

    expect((await call(route, { path, body })).body).toMatchObject({ reply: [{ seq: 2, direction: 'in' }] });
  });

  test('is put again once a user is registered whom the platform does not know', async () => {
    const { call, calls, outbox } = openWith({ answers: [unregistered, reply(11)] });
    await outbox.add(
      {
        outboxId: 'haptik:u-1:01KAK7T0M00000000000000001',
        channel: 'haptik',
        laneUser: 'u-1',
        user: {},
        command: { kind: 'user', profile: {} },
        status: 'sent',
        revision: 0,
        attempts: 1,
        createdAt: 0,
        updatedAt: 0,
      },
      { name: 'Asha' },
    );

    expect(await call(route, { path, body })).toMatchObject({ status: 200 });
    expect(calls).toEqual([askedAs, { register: { authId: 'u-1' }, profile: { name: 'Asha' } }, askedAs]);
  });

  test('is not put a third time', async () => {
    const { call, calls, stored } = openWith({ answers: [unregistered, unregistered] });

    await expect(call(route, { path, body })).rejects.toThrow(PlatformRefusedError);

    expect(calls).toEqual([askedAs, { register: { authId: 'u-1' }, profile: {} }, askedAs]);
    expect(await stored()).toEqual([]);
  });

  test.each<[Verdict, unknown, string]>([
    [{ is: 'refused', status: 400, message: 'no such client' }, PlatformRefusedError, 'no such client'],
    [{ is: 'refused', message: 'no such file' }, PlatformRefusedError, 'The platform refused: no such file'],
    [{ is: 'unregistered', status: 403, message: 'unknown' }, PlatformRefusedError, 'HTTP 403): unknown'],
    [{ is: 'unauthorized', message: 'invalid token' }, PlatformRefusedError, 'invalid token'],
    [{ is: 'busy', reason: 'HTTP 503', message: 'later' }, PlatformUnavailableError, '(HTTP 503): later'],
    [{ is: 'unclear', reason: 'HTTP 500' }, PlatformUnavailableError, '(HTTP 500).'],
  ])('of a user who cannot be registered ends so: %j', async (registered, type, message) => {
    const { call } = openWith({ answers: [unregistered], registered });

    const asking = call(route, { path, body });

    await expect(asking).rejects.toThrow(message);
    await expect(asking).rejects.toBeInstanceOf(type);
  });

  test.each<[string, PlatformAnswer]>([
    ['no answer came', lost],
    ['the answer was cut off', answered(200, undefined)],
  ])('whose time is over is stored: %s', async (_, answer) => {
    const { call, stored } = openWith({ answers: [answer], isTimedOut: true });

    expect(await call(route, { path, body })).toEqual({
      status: 504,
      body: { error: { code: 'ASK_TIMED_OUT', message: expect.stringContaining('10000 ms') } },
    });
    expect(await stored()).toEqual([[1, 'out', 'user', 'Where is it?']]);
  });

  test.each<[PlatformAnswer, unknown, string]>([
    [unreached, PlatformUnavailableError, 'ECONNREFUSED'],
    [lost, PlatformUnavailableError, 'broken off'],
    [answered(503, undefined), PlatformUnavailableError, 'HTTP 503'],
    [answered(500, { error_message: 'oops' }), PlatformUnavailableError, 'oops'],
    [answered(429, '<html>'), PlatformUnavailableError, 'HTTP 429'],
    [answered(302, undefined), PlatformRefusedError, 'HTTP 302'],
    [
      answered(401, { error_message: 'invalid authorization details' }),
      PlatformRefusedError,
      'invalid authorization details',
    ],
    [answered(400, { error_message: 'a\u0000b\n c' }), PlatformRefusedError, 'HTTP 400): a b  c'],
    [answered(400, { error_message: 7 }), PlatformRefusedError, 'HTTP 400).'],
    [{ outcome: 'no_credentials', reason: 'no token' }, PlatformRefusedError, 'no token'],
  ])('that was not heard is not stored: %j', async (answer, type, message) => {
    const { call, stored } = openWith({ answers: [answer] });

    const asking = call(route, { path, body });

    await expect(asking).rejects.toThrow(message);
    await expect(asking).rejects.toBeInstanceOf(type);
    expect(await stored()).toEqual([]);
  });

  test('that never reached the platform in time is not stored', async () => {
    const { call, stored } = openWith({ answers: [unreached], isTimedOut: true });

    await expect(call(route, { path, body })).rejects.toThrow(PlatformUnavailableError);
    expect(await stored()).toEqual([]);
  });

  test.each([[undefined], ['text'], [[]], [{}], [{ message: [] }], [{ message: [{ id: 'x', body: 'y' }] }]])(
    'that was heard and answered with no reply is stored: %j',
    async (answer) => {
      const { call, stored } = openWith({ answers: [answered(200, answer)] });

      expect(await call(route, { path, body })).toMatchObject({
        status: 502,
        body: { error: { code: 'PLATFORM_REFUSED' } },
      });
      expect(await stored()).toEqual([[1, 'out', 'user', 'Where is it?']]);
    },
  );

  test('cannot be told whose it is by the answer', async () => {
    const forged = {
      ...Object(reply(11)).body,
      business_id: 999,
      user: { auth_id: 'u-2' },
      event_name: 'chat_complete',
    };
    const { call, store } = openWith({ answers: [answered(200, forged)] });

    expect((await call(route, { path, body })).body).toMatchObject({ reply: [{ id: `${id}:2` }] });
    expect(await store.head('haptik:999:u-2')).toBeUndefined();
  });

  test('needs the URL of the synchronous API', async () => {
    const { call } = openWith({ answers: [] });

    await expect(call(route, { path: { id: 'narrow:343:u-1' }, body })).rejects.toThrow(NotConfiguredError);
  });

  test.each<[object, ...string[]]>([
    [{}, 'text'],
    [{ text: '' }, 'text'],
    [{ text: 'x'.repeat(4001) }, 'text'],
    [{ text: 'x', timeoutMs: 999 }, 'timeoutMs'],
    [{ text: 'x', timeoutMs: 25_001 }, 'timeoutMs'],
    [{ text: 'x', timeoutMs: '1000' }, 'timeoutMs'],
    [{ text: 'x', messageType: 0 }, 'messageType'],
  ])('refuses %j and names what is wrong', async (bad, ...fields) => {
    const { problems, calls } = openWith({ answers: [] });

    expect((await problems(route, { path, body: bad })).map(({ field }) => field)).toEqual(fields);
    expect(calls).toEqual([]);
  });

  test('asked again with its Idempotency-Key gets the same answer, and is not put again', async () => {
    for (const script of [{ answers: [reply(11)] }, { answers: [lost], isTimedOut: true }]) {
      const { raw, calls } = openWith(script);

      const first = await raw(route, { path, body, key: 'k' });

      expect(await raw(route, { path, body, key: 'k' })).toEqual(first);
      expect(calls).toHaveLength(1);
    }
  });

  test('put again where its answer was not noted is stored once', async () => {
    const { call, stored, idempotency, time } = openWith({ answers: [reply(11), reply(12)] });
    idempotency.answer = async () => {
      throw new Error('no table');
    };

    await call(route, { path, body, key: 'k' });
    time.now += 30_000;
    await call(route, { path, body, key: 'k' });

    expect((await stored()).map(([, , , text]) => text)).toEqual(['Where is it?', 'reply 11', 'reply 12']);
  });
});
