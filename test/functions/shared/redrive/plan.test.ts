import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { checkConfirmed } from '#functions/shared/redrive/plan.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { createRedriveSetting, messageEnvelope, wide } from '#test/support/redrive-setting.ts';
import { someTime } from '#test/support/samples.ts';

const minute = 60_000;

describe('a plan', () => {
  test('tells how many letters there are, how old, of which conversations, and what was stored meanwhile', async () => {
    const { plan, events, storeBody, time } = createRedriveSetting();
    await storeBody(haptikMessage('u-1', 1));
    for (const [user, id] of [
      ['u-1', 1],
      ['u-2', 5],
      ['u-1', 3],
    ] as const)
      events.add(messageEnvelope(user, id), user);
    events.add('nonsense', 'x');

    const made = await plan('events', wide);

    const since = someTime + 1;
    expect(made).toEqual({
      ask: { source: 'events', limits: wide, at: time.now, seal: expect.any(String) },
      count: { waiting: 4, held: 0, isExact: false },
      seen: 4,
      since,
      goBack: 2,
      done: 1,
      tooOld: 0,
      unusable: 1,
      untold: 0,
      conversations: [
        { conversation: 'haptik:343:u-1', letters: 2, done: 1, since },
        { conversation: 'haptik:343:u-2', letters: 1, done: 0, since: someTime + 5 },
        { conversation: undefined, letters: 1, done: 0, since: time.now },
      ],
    });
  });

  test('tells what is too old for it', async () => {
    const { plan, events, time } = createRedriveSetting();
    for (const id of [1, 2, 3]) events.add(messageEnvelope('u-1', id), 'u-1');

    const made = await plan('events', { ...wide, maxAgeMs: time.now - someTime - 2 });

    expect(made).toMatchObject({ goBack: 2, tooOld: 1 });
  });

  test('is made though one letter cannot be judged, which the log tells', async () => {
    const { plan, events, lines } = createRedriveSetting();
    for (const id of [1, 2]) events.add(messageEnvelope('u-1', id), 'u-1');
    events.add(messageEnvelope('u-2', 3, { source: 'removed' }), 'u-2');

    expect(await plan('events', wide)).toMatchObject({ seen: 3, goBack: 2, untold: 1 });
    expect(lines).toMatchObject([{ fields: { source: 'events', deliveryId: 'u-2-3' } }]);
  });

  test('puts a closing back that was stored with less, as only persist can add what it tells', async () => {
    const { plan, redrive, events, queued, storeBody } = createRedriveSetting();
    const closing = (data: object) =>
      JSON.stringify({
        event_name: 'webhook_conversation_complete',
        business_id: 343,
        user: { auth_id: 'u-1' },
        timestamp: '2026-11-21T09:00:00.000Z',
        data: { conversation_identifier: 'c-1', ...data },
      });
    await storeBody(haptikMessage('u-1', 1));
    await storeBody(closing({}));
    events.add(messageEnvelope('u-1', 9, { body: closing({ completion_type: 'resolved' }) }), 'u-1');

    const planned = await plan('events', wide);
    await redrive('events', wide, Infinity);

    expect(planned).toMatchObject({ goBack: 1, done: 0 });
    expect(queued()).toEqual(['u-1-9']);
  });

  test('holds nothing and changes nothing', async () => {
    const { plan, events, queued, audit } = createRedriveSetting();
    events.add(messageEnvelope('u-1', 1), 'u-1');

    await plan('events', wide);

    expect(await events.count()).toEqual({ waiting: 1, held: 0 });
    expect(await events.take()).toHaveLength(1);
    expect([queued(), audit]).toEqual([[], []]);
  });

  test('counts what a redrive under way holds, and does not see it', async () => {
    const { plan, events } = createRedriveSetting();
    events.add(messageEnvelope('u-1', 1), 'u-1');
    await events.take();

    expect(await plan('events', wide)).toMatchObject({ count: { waiting: 0, held: 1 }, seen: 0 });
  });

  test('of nothing says so', async () => {
    const { plan } = createRedriveSetting();

    expect(await plan('set-aside', wide)).toMatchObject({
      count: { waiting: 0, held: 0, isExact: true },
      seen: 0,
      since: undefined,
      conversations: [],
    });
  });
});

describe('what is asked', () => {
  const planned = async () => (await createRedriveSetting().plan('events', wide)).ask;

  test('is confirmed by the plan that was made of it', async () => {
    const ask = await planned();

    expect(() => checkConfirmed(ask, ask.at + 10 * minute)).not.toThrow();
  });

  test('is refused once its plan is older than ten minutes', async () => {
    const ask = await planned();

    expect(() => checkConfirmed(ask, ask.at + 10 * minute + 1)).toThrow(InvalidRequestError);
  });

  test('is refused from the future', async () => {
    const ask = await planned();

    expect(() => checkConfirmed(ask, ask.at - 10 * minute - 1)).toThrow(InvalidRequestError);
  });

  test.each([
    ['another source', { source: 'outbox' }],
    ['more letters', { limits: { ...wide, count: 101 } }],
    ['older letters', { limits: { ...wide, maxAgeMs: wide.maxAgeMs + 1 } }],
    ['another time', { at: 1 }],
    ['no seal', { seal: '' }],
  ] as const)('is refused with %s than were planned', async (_, changes) => {
    const ask = { ...(await planned()), ...changes };

    expect(() => checkConfirmed(ask, ask.at)).toThrow(InvalidRequestError);
  });
});
