import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Delivery } from '#local/simulator/webhook/delivery.ts';
import { describeWebhook } from '#local/simulator/webhook/describe-webhook.ts';
import {
  acceptEvent,
  beginAttempt,
  createWebhookState,
  enableWebhook,
  endAttempt,
  forgetDeliveries,
  type WebhookState,
} from '#local/simulator/webhook/webhook-state.ts';

const outgoing = { body: Buffer.from('{}') };
const hour = 3_600_000;

const end = (state: WebhookState, delivery: Delivery, status: number | 'timeout', now = 0) =>
  endAttempt(state, delivery, { attempt: { at: '', status, ms: 1 }, now });

const attempt = (state: WebhookState, delivery: Delivery, status: number | 'timeout', now = 0) => {
  beginAttempt(state, delivery);
  return end(state, delivery, status, now);
};

const failSevenTimes = (state: WebhookState, now = 0) => {
  const delivery = acceptEvent(state, outgoing, now);
  return [1, 2, 3, 4, 5, 6, 7].map(() => attempt(state, delivery, 503, now));
};

const startDisabled = (now = 0) => {
  const state = createWebhookState(1);
  failSevenTimes(state, now);
  return state;
};

const webhookOf = (state: WebhookState, now = 0) => describeWebhook(state, now).webhook;

test('each failure but the seventh is followed by the wait of the schedule', () => {
  expect(failSevenTimes(createWebhookState(1))).toEqual([
    5_000,
    25_000,
    125_000,
    625_000,
    1_410_000,
    1_410_000,
    undefined,
  ]);
});

test('the time scale divides the waits', () => {
  expect(failSevenTimes(createWebhookState(1_000)).slice(0, 3)).toEqual([5, 25, 125]);
});

test.each([200, 202, 204, 299])('a %i ends a delivery', (status) => {
  const state = createWebhookState(1);
  const delivery = acceptEvent(state, outgoing, 0);

  const wait = attempt(state, delivery, status);

  expect(wait).toBeUndefined();
  expect(delivery).toMatchObject({ phase: 'delivered', outgoing: undefined });
});

test.each([199, 300, 304, 400, 401, 503, 'timeout'] as const)('a %s is a failure', (status) => {
  const state = createWebhookState(1);

  expect(attempt(state, acceptEvent(state, outgoing, 0), status)).toBe(5_000);
});

test('the seventh failure disables the whole webhook and drops its event', () => {
  const state = startDisabled(Date.parse('2026-11-21T10:00:00.000Z'));

  expect(webhookOf(state)).toMatchObject({
    enabled: false,
    disabledAt: '2026-11-21T10:00:00.000Z',
    disabledCount: 1,
    dropped: 1,
  });
});

test('a waiting repeat joins the queue when the webhook is disabled, and starts over once it is enabled', () => {
  const state = createWebhookState(1);
  const other = acceptEvent(state, outgoing, 0);
  for (const _ of [1, 2, 3]) attempt(state, other, 503);

  failSevenTimes(state);
  const begunWhileDisabled = beginAttempt(state, other);
  const released = enableWebhook(state, 0);
  const wait = attempt(state, other, 503);

  expect(begunWhileDisabled).toBeUndefined();
  expect(released).toEqual([other]);
  expect(wait).toBe(5_000);
  expect(other.attempts).toHaveLength(4);
});

test.each([
  { status: 200, phase: 'delivered' },
  { status: 503, phase: 'queued' },
])('an attempt under way when the webhook is disabled ends $phase after a $status', ({ status, phase }) => {
  const state = createWebhookState(1);
  const other = acceptEvent(state, outgoing, 0);
  beginAttempt(state, other);
  failSevenTimes(state);

  const wait = end(state, other, status);

  expect(wait).toBeUndefined();
  expect(other.phase).toBe(phase);
});

test('a seventh failure while the webhook is disabled drops its event and disables nothing again', () => {
  const state = createWebhookState(1);
  const other = acceptEvent(state, outgoing, 0);
  for (const _ of [1, 2, 3, 4, 5, 6]) attempt(state, other, 503);
  beginAttempt(state, other);
  failSevenTimes(state, 1_000);

  end(state, other, 503, 2_000);

  expect(other.phase).toBe('dropped');
  expect(state).toMatchObject({ disabledAt: 1_000, disabledCount: 1 });
});

test('an event queued for more than an hour is lost, for exactly an hour it is not', () => {
  const state = startDisabled();
  acceptEvent(state, outgoing, 1_000);
  const second = acceptEvent(state, outgoing, 1_001);

  const released = enableWebhook(state, 1_001 + hour);

  expect(released).toEqual([second]);
  expect(webhookOf(state)).toMatchObject({ enabled: true, lost: 1 });
});

test('the time scale divides the life of the queue', () => {
  const state = createWebhookState(3_600);
  failSevenTimes(state);
  acceptEvent(state, outgoing, 0);

  expect(webhookOf(state, 1_000)).toMatchObject({ queued: 1, lost: 0 });
  expect(webhookOf(state, 1_001)).toMatchObject({ queued: 0, lost: 1 });
});

test('enabling releases in the order events came, however they were queued', () => {
  const state = createWebhookState(1);
  const underWay = acceptEvent(state, outgoing, 0);
  const waiting = acceptEvent(state, outgoing, 0);
  attempt(state, waiting, 503);
  beginAttempt(state, underWay);
  failSevenTimes(state);
  const late = acceptEvent(state, outgoing, 0);
  end(state, underWay, 503);

  expect(enableWebhook(state, 0)).toEqual([underWay, waiting, late]);
});

test('what was released but not begun joins the queue when the webhook is disabled again', () => {
  const state = startDisabled();
  const queued = acceptEvent(state, outgoing, 0);
  enableWebhook(state, 0);

  failSevenTimes(state);

  expect(queued.phase).toBe('queued');
  expect(webhookOf(state)).toMatchObject({ disabledCount: 2, queued: 1 });
});

test('what is forgotten is neither attempted nor noted, and its id is not given again', () => {
  const state = startDisabled();
  const released = acceptEvent(state, outgoing, 0);
  enableWebhook(state, 0);

  forgetDeliveries(state);
  const begun = beginAttempt(state, released);
  const wait = end(state, released, 503);

  expect([begun, wait]).toEqual([undefined, undefined]);
  expect(describeWebhook(state, 0)).toMatchObject({
    deliveries: {},
    history: [],
    webhook: { enabled: true, disabledCount: 0 },
  });
  expect(acceptEvent(state, outgoing, 0).id).toBe(released.id + 1);
});

type Step = { act: 'accept' | 'begin' | 'succeed' | 'fail' | 'enable'; which: number; later: number };

const steps = fc.array(
  fc.record<Step>({
    act: fc.constantFrom('accept', 'begin', 'begin', 'succeed', 'fail', 'fail', 'fail', 'enable'),
    which: fc.nat(5),
    later: fc.nat(hour),
  }),
  { maxLength: 300 },
);

const play = (state: WebhookState, { act, which }: Step, now: number): void => {
  const delivery = [...state.open][which];
  if (act === 'accept') acceptEvent(state, outgoing, now);
  else if (act === 'enable') enableWebhook(state, now);
  else if (delivery === undefined) return;
  else if (act === 'begin') beginAttempt(state, delivery);
  else if (delivery.phase === 'under way') end(state, delivery, act === 'succeed' ? 200 : 503, now);
};

test('whatever happens, each event is in one place, and nothing is ready or waits while disabled', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const state = createWebhookState(1);
      let now = 0;
      for (const step of all) {
        now += step.later;
        play(state, step, now);
        const { enabled, underWay, waiting, queued, delivered, dropped, lost } = webhookOf(state, now);

        expect(underWay + waiting + queued + delivered + dropped + lost).toBe(state.lastId);
        expect(state.open.size).toBe(underWay + waiting + queued);
        if (!enabled) expect([...state.open].map(({ phase }) => phase)).not.toContain('ready');
        if (!enabled) expect(waiting).toBe(0);
        expect(dropped).toBeGreaterThanOrEqual(state.disabledCount);
        for (const { phase, outgoing: kept } of state.history)
          expect(kept === undefined).toBe(['delivered', 'dropped', 'lost'].includes(phase));
      }
    }),
  );
});
