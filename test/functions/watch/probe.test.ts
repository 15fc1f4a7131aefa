import { describe, expect, test } from 'vitest';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { SecretsUnavailableError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { type Door, type DoorAnswer, probeIn } from '#functions/shared/domain/probe.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { createProbe } from '#functions/watch/probe.ts';
import { createMemoryProbeNotes } from '#test/support/memory-probe-notes.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

const channel: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 'channel-haptik',
  businessIds: 'any',
};

type Dependencies = Parameters<typeof createProbe>[0];
type Knock = Parameters<Door['post']>[1];
type Circumstances = { answers?: DoorAnswer[]; wayMs?: number };

const accepted = { status: 200, body: { status: 'accepted', deliveryId: 'd-1' } };

const runEnd = someTime + 37_000;

/** A door that answers in 100 ms; behind it a probe needs `wayMs` to the table. Pauses pass at once. */
const setUp = (changes: Partial<Dependencies> = {}, circumstances: Circumstances = {}) => {
  const { answers = [accepted], wayMs = 50 } = circumstances;
  const observed = createObserved();
  const time = { now: someTime };
  const memory = createMemoryProbeNotes();
  const arriving: { channel: string; probeId: string; at: number }[] = [];
  const knocks: [channel: string, Knock][] = [];
  let made = 0;
  const probe = createProbe({
    secrets: { of: async () => ['secret', 'older'], refreshed: async () => ['secret', 'older'] },
    sourceNamed,
    door: {
      post: async (name, knock) => {
        knocks.push([name, knock]);
        time.now += 100;
        const answer = answers[knocks.length - 1] ?? accepted;
        const probeId = probeIn(knock.body) ?? '';
        if (answer.status === 200) arriving.push({ channel: name, probeId, at: time.now + wayMs });
        return answer;
      },
    },
    notes: {
      latest: async (name) => {
        for (const one of arriving.filter(({ at }) => at <= time.now))
          await memory.note(one.channel, { probeId: one.probeId, seenAt: one.at });
        return memory.latest(name);
      },
    },
    newId: () => {
      made += 1;
      return String(made).padStart(26, '0');
    },
    pause: async (ms) => {
      time.now += ms;
    },
    timeScale: 1,
    clock: () => time.now,
    ...observed,
    ...changes,
  });
  return { probe: (of = channel) => probe(of, runEnd), knocks, time, ...observed };
};

const answering = (status: number, body?: unknown) => ({ answers: [{ status, body }] });

const failing = (error: Error) => async (): Promise<never> => {
  throw error;
};

describe('a probe', () => {
  test('that is noted has passed, and its time is counted', async () => {
    const { probe, knocks, counted, lines } = setUp();

    expect(await probe()).toBe(true);

    const body = Buffer.from('{"haptik_relay_probe":"00000000000000000000000001"}');
    const signature = sourceNamed('haptik').sign(body, 'secret');
    expect(knocks).toEqual([['haptik', { header: 'X-Hub-Signature', signature, body }]]);
    expect(counted()).toEqual({ 'haptik ProbeMs': 150 });
    expect(lines).toEqual([]);
  });

  test('has passed where one that was posted after it is noted', async () => {
    const later = { probeId: '00000000000000000000000009', seenAt: someTime + 90 };
    const { probe, counted } = setUp({ notes: { latest: async () => later } });

    expect(await probe()).toBe(true);
    expect(counted()).toEqual({ 'haptik ProbeMs': 90 });
  });

  test('is signed as the source of its channel signs', async () => {
    const { probe, knocks } = setUp();

    await probe({ ...channel, name: 'fg', source: 'fineguide', signatureHeader: 'X-Webhook-Secret' });

    expect(knocks).toMatchObject([['fg', { header: 'X-Webhook-Secret', signature: 'secret' }]]);
  });

  test('has an id of its own each time, so that an older note is none of it', async () => {
    const { probe, counted } = setUp();

    const outcomes = [await probe(), await probe()];

    expect(outcomes).toEqual([true, true]);
    expect(counted()).toEqual({ 'haptik ProbeMs': 300 });
  });

  test('takes a millisecond at least, whatever the clocks say', async () => {
    const { probe, counted } = setUp({}, { wayMs: -100 });

    expect(await probe()).toBe(true);
    expect(counted()).toEqual({ 'haptik ProbeMs': 1 });
  });

  test('is posted once more where the secret was changed since it was read', async () => {
    const secrets = { of: async () => ['old'], refreshed: async () => ['new', 'old'] };
    const { probe, knocks, counted } = setUp({ secrets }, answering(401));

    expect(await probe()).toBe(true);

    const [first, second] = knocks.map(([, { body, signature }]) => ({ body, signature }));
    expect(second?.signature).toBe(sourceNamed('haptik').sign(second?.body ?? Buffer.alloc(0), 'new'));
    expect(second?.body).toEqual(first?.body);
    expect(counted()).toEqual({ 'haptik ProbeMs': 150 });
  });
});

describe('a probe has failed, and the step is told,', () => {
  const unavailable = failing(new SecretsUnavailableError(new Error('down')));

  test.each<[string, string, Partial<Dependencies>, Circumstances]>([
    [
      'where the secret cannot be read',
      'secret',
      { secrets: { of: unavailable, refreshed: unavailable } },
      {},
    ],
    ['where there is no answer', 'post', { door: { post: failing(new Error('no answer')) } }, {}],
    ['where the webhook answers 503', 'post', {}, answering(503, { error: {} })],
    ['where it answers 201', 'post', {}, answering(201, accepted.body)],
    ['where it redirects', 'post', {}, answering(307)],
    ['where the signature is refused, and the secret is the same as ever', 'post', {}, answering(401)],
    ['where the queue does not take it', 'queue', {}, answering(200, { status: 'ignored' })],
    ['where somebody else answers', 'queue', {}, answering(200, '<html>')],
    [
      'where the table does not answer',
      'note',
      { notes: { latest: failing(new StoreUnavailableError('down')) } },
      {},
    ],
    ['where it does not come to the table in time', 'note', {}, { wayMs: 21_000 }],
  ])('%s: %s', async (_, step, changes, circumstances) => {
    const { probe, counted, lines } = setUp(changes, circumstances);

    expect(await probe()).toBe(false);

    expect(counted()).toEqual({ 'haptik ProbeFailed': 1 });
    expect(lines).toMatchObject([
      {
        message: 'A probe failed.',
        fields: { channel: 'haptik', step, probeId: '00000000000000000000000001' },
        error: expect.any(Error),
      },
    ]);
  });

  test('and a signature that was refused is not posted again with the same secret', async () => {
    const { probe, knocks } = setUp({}, answering(401));

    await probe();

    expect(knocks).toHaveLength(1);
  });
});

describe('the time for its way to the table', () => {
  test.each([
    [1, 19_000, true],
    [1, 21_000, false],
    [2, 9_500, true],
    [2, 10_500, false],
    [1000, 4_500, true],
    [1000, 5_500, false],
  ])('on a system that is %i times as fast: %i ms passes is %s', async (timeScale, wayMs, expected) => {
    const { probe } = setUp({ timeScale }, { wayMs });

    expect(await probe()).toBe(expected);
  });

  test('is over when the run ends', async () => {
    const { probe, time } = setUp({}, { wayMs: 5_000 });
    time.now = runEnd - 1000;

    expect(await probe()).toBe(false);
    expect(time.now).toBeLessThan(runEnd + 500);
  });
});
