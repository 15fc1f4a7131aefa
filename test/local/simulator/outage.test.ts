import { expect, test } from 'vitest';
import { startTestSimulator } from './client.ts';
import { createManualClock } from './manual-clock.ts';
import { readState } from './read-state.ts';
import { startReceiver } from './receiver.ts';

const minutes = 60;

/** A relay that answers 503 until this second of the simulator's clock, and the platform that delivers to it. */
const startOutage = async (untilSecond: number) => {
  const clock = createManualClock();
  const relay = await startReceiver((response) =>
    response.writeHead(clock.seconds() < untilSecond ? 503 : 200).end(),
  );
  const simulator = await startTestSimulator({ webhookUrl: relay.url, clock });
  return {
    simulator,
    pass: (second: number) => clock.passUntil(second, simulator),
    /** What arrived while the relay was well. */
    arrived: () => relay.arrivals.map(({ body }) => body.toString('utf8')),
    read: async () => {
      const { webhook, history } = readState(await simulator.state());
      const attempts = history.map(({ attempts }) =>
        attempts.map(({ at, status }) => ({ second: clock.secondOf(at), status })),
      );
      const disabledAtSecond = webhook.disabledAt && clock.secondOf(webhook.disabledAt);
      return { webhook, phases: history.map(({ phase }) => phase), attempts, disabledAtSecond };
    },
    [Symbol.asyncDispose]: async () => {
      await simulator.close();
      await relay.close();
    },
  };
};

test.each([
  { outage: '4 seconds', seconds: 4, failedAt: [0], deliveredAt: 5 },
  { outage: '4 minutes', seconds: 4 * minutes, failedAt: [0, 5, 30, 155], deliveredAt: 780 },
  {
    outage: '50 minutes',
    seconds: 50 * minutes,
    failedAt: [0, 5, 30, 155, 780, 2190],
    deliveredAt: 3600,
  },
])('an event survives an outage of $outage', async ({ seconds, failedAt, deliveredAt }) => {
  await using outage = await startOutage(seconds);

  await outage.simulator.deliver('{"n":1}');
  await outage.pass(120 * minutes);
  const { webhook, attempts } = await outage.read();

  const failures = failedAt.map((second) => ({ second, status: 503 }));
  expect(attempts).toEqual([[...failures, { second: deliveredAt, status: 200 }]]);
  expect(webhook).toMatchObject({ enabled: true, disabledCount: 0, delivered: 1, dropped: 0, lost: 0 });
});

test('an outage of 61 minutes drops the event and disables the webhook after an hour', async () => {
  await using outage = await startOutage(61 * minutes);

  await outage.simulator.deliver('{"n":1}');
  await outage.pass(120 * minutes);
  const { webhook, attempts, disabledAtSecond } = await outage.read();

  const failures = [0, 5, 30, 155, 780, 2190, 3600].map((second) => ({ second, status: 503 }));
  expect(attempts).toEqual([failures]);
  expect(disabledAtSecond).toBe(60 * minutes);
  expect(webhook).toMatchObject({ enabled: false, disabledCount: 1, dropped: 1, delivered: 0 });
});

/** One event at each of these minutes of an outage of 61 minutes, the webhook enabled again later. */
const playLongOutage = async (enabledAtMinute: number) => {
  await using outage = await startOutage(61 * minutes);
  for (const minute of [0, 30, 59, 70, 90]) {
    await outage.pass(minute * minutes);
    await outage.simulator.deliver(`event of minute ${minute}`);
  }
  const before = outage.arrived().length;
  await outage.pass(enabledAtMinute * minutes);
  const enabled = await outage.simulator.enable();
  await outage.simulator.settled();
  return { ...(await outage.read()), enabled, after: outage.arrived().slice(before) };
};

test('enabled within the hour, the queue is delivered in order: only the event that failed for good is missing', async () => {
  const { enabled, webhook, phases, after } = await playLongOutage(100);

  expect(enabled).toEqual({ status: 200, json: { enabled: true } });
  expect(after).toEqual([
    'event of minute 30',
    'event of minute 59',
    'event of minute 70',
    'event of minute 90',
  ]);
  expect(phases).toEqual(['dropped', 'delivered', 'delivered', 'delivered', 'delivered']);
  expect(webhook).toMatchObject({ enabled: true, disabledCount: 1, queued: 0, lost: 0 });
  expect(webhook).not.toHaveProperty('disabledAt');
});

test('enabled later, what was queued for more than an hour is lost', async () => {
  const { webhook, phases, after } = await playLongOutage(140);

  expect(after).toEqual(['event of minute 90']);
  expect(phases).toEqual(['dropped', 'lost', 'lost', 'lost', 'delivered']);
  expect(webhook).toMatchObject({ enabled: true, delivered: 1, dropped: 1, lost: 3 });
});

test('never enabled, everything is lost', async () => {
  await using outage = await startOutage(61 * minutes);
  await outage.simulator.deliver('first');
  await outage.pass(80 * minutes);
  await outage.simulator.deliver('second');

  await outage.pass(141 * minutes);
  const { webhook, phases } = await outage.read();

  expect(phases).toEqual(['dropped', 'lost']);
  expect(webhook).toMatchObject({ enabled: false, queued: 0, lost: 1 });
});

test('bot replies are queued too while the webhook is disabled', async () => {
  await using outage = await startOutage(61 * minutes);
  await outage.simulator.deliver('{}');
  await outage.pass(62 * minutes);
  await outage.simulator.register('meera-01');

  await outage.simulator.log('meera-01', 'anyone?');
  const { webhook } = await outage.read();
  await outage.simulator.enable();
  await outage.simulator.settled();

  expect(webhook).toMatchObject({ enabled: false, queued: 1 });
  expect(outage.arrived().at(-1)).toContain('You wrote: anyone?');
});

test.each([
  { outage: '4 seconds', failures: 1 },
  { outage: '4 minutes', failures: 4 },
  { outage: '50 minutes', failures: 6 },
])(
  'on the machine’s clock, 10,000 times faster, $failures failures ($outage) are survived too',
  async ({ failures }) => {
    const statuses = Array.from({ length: failures }, () => 503);
    await using relay = await startReceiver((response) => response.writeHead(statuses.shift() ?? 200).end());
    await using simulator = await startTestSimulator({ webhookUrl: relay.url, timeScale: 10_000 });

    await simulator.deliver('{"n":1}');
    await simulator.settled();
    const { webhook, history } = readState(await simulator.state());

    expect(history[0]?.attempts.map(({ status }) => status)).toEqual([
      ...Array.from({ length: failures }, () => 503),
      200,
    ]);
    expect(webhook).toMatchObject({ enabled: true, delivered: 1 });
  },
);

test.each([
  { title: 'answers 401', answer: 401 },
  { title: 'answers with a redirect', answer: 302 },
  { title: 'cuts the connection', answer: 'unreachable' as const },
])('on the machine’s clock a relay that $title seven times is disabled', async ({ answer }) => {
  await using relay = await startReceiver((response) =>
    answer === 'unreachable' ? response.destroy() : response.writeHead(answer).end(),
  );
  await using simulator = await startTestSimulator({ webhookUrl: relay.url, timeScale: 10_000 });

  await simulator.deliver('{"n":1}');
  await simulator.settled();
  const { webhook, history } = readState(await simulator.state());

  expect(history[0]?.attempts.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => answer));
  expect(webhook).toMatchObject({ enabled: false, disabledCount: 1, dropped: 1 });
});
