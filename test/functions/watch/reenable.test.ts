import { describe, expect, test } from 'vitest';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Platform, PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import { createReenable } from '#functions/watch/reenable.ts';
import { createMemoryAudit } from '#test/support/memory-audit.ts';
import { createMemoryOutages } from '#test/support/memory-outages.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

const minute = 60_000;

const send = { baseUrl: 'https://platform.example', credentialsId: 'credentials', reenable: true };

const channel: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 'channel-haptik',
  businessIds: 'any',
  send,
};

type Dependencies = Parameters<typeof createReenable>[0];
type Target = Parameters<Platform['enableWebhook']>[0];

const enabled: PlatformAnswer = { outcome: 'answered', status: 200, body: { enabled: true } };

const burning = { fuse: 6, fuseBefore: 6, probePassed: false };
const well = { fuse: 0, fuseBefore: 0, probePassed: true };
/** The first run in a long time: only its own probe tells that it is over. */
const overAtOnce = { fuse: 0, fuseBefore: 57, probePassed: true };

const setUp = (answer: PlatformAnswer = enabled, changes: Partial<Dependencies> = {}) => {
  const observed = createObserved();
  const time = { now: someTime };
  const audit = createMemoryAudit(() => time.now, 'watch');
  const outages = createMemoryOutages();
  const asked: Target[] = [];
  const reenable = createReenable({
    outages,
    audit,
    platform: {
      enableWebhook: async (target) => {
        asked.push(target);
        return answer;
      },
    },
    timeScale: 1,
    clock: () => time.now,
    ...observed,
    ...changes,
  });
  /** A run so many minutes later. */
  const run = async (findings: typeof well, { later = 1, of = channel } = {}): Promise<void> => {
    time.now += later * minute;
    await reenable(of, findings, time.now + 1);
  };
  return { run, reenable, outages, audit, asked, ...observed };
};

describe('the webhook', () => {
  test('is switched on again once an outage is over and a probe passed', async () => {
    const { run, asked, audit, counted, lines } = setUp();

    await run(burning);
    await run(burning);
    await run(well);
    await run(well, { later: 20 });

    expect(asked).toEqual([{ channel, businessId: undefined, devicePlatform: 13 }]);
    expect(audit.entries).toEqual([
      {
        at: someTime + 3 * minute,
        door: 'watch',
        action: 'enable',
        channel: 'haptik',
        what: 'after an outage noted at 2026-11-21T09:01:00.000Z',
      },
    ]);
    expect(counted()).toEqual({ 'haptik WebhookReenabled': 1 });
    expect(lines).toEqual([]);
  });

  test('is switched on for every business that the channel names', async () => {
    const { run, asked, counted } = setUp();
    const of = { ...channel, businessIds: ['343', '344'] };

    await run(burning, { of });
    await run(well, { of });

    expect(asked.map(({ businessId }) => businessId)).toEqual(['343', '344']);
    expect(counted()).toEqual({ 'haptik WebhookReenabled': 1 });
  });

  test.each<[string, Parameters<ReturnType<typeof setUp>['run']>[0][]]>([
    ['nothing ever failed', [well, well]],
    ['the outage was short', [{ fuse: 5, fuseBefore: 5, probePassed: false }, well]],
    ['deliveries still fail', [burning, { fuse: 1, fuseBefore: 1, probePassed: true }]],
    ['the probe did not pass', [burning, { fuse: 0, fuseBefore: 0, probePassed: false }]],
    ['the outage goes on', [burning, { fuse: 7, fuseBefore: 7, probePassed: true }]],
  ])('is left alone where %s', async (_, findings) => {
    const { run, asked, audit } = setUp();

    for (const each of findings) await run(each);

    expect([asked, audit.entries]).toEqual([[], []]);
  });

  test.each<[string, Channel]>([
    ['does not say so', { ...channel, send: { ...send, reenable: undefined } }],
    ['says no', { ...channel, send: { ...send, reenable: false } }],
    ['cannot send', { ...channel, send: undefined }],
  ])('is left alone where the channel %s', async (_, of) => {
    const { run, asked, outages } = setUp();

    await run(burning, { of });
    await run(well, { of });

    expect(asked).toEqual([]);
    expect(await outages.read('haptik')).toEqual({});
  });

  test('is left alone when the run is over', async () => {
    const { run, reenable, asked } = setUp();
    await run(burning);

    await reenable(channel, well, someTime + minute);

    expect(asked).toEqual([]);
  });

  test('is switched on 15 minutes later after the next outage, not sooner', async () => {
    const { run, asked, counted } = setUp();

    await run(burning);
    await run(well);
    await run(burning, { later: 6 });
    await run(well, { later: 8 });
    const tooSoon = asked.length;
    await run(well);

    expect([tooSoon, asked.length]).toEqual([1, 2]);
    expect(counted()).toEqual({ 'haptik WebhookReenabled': 2 });
  });

  test('waits less on a system that is faster', async () => {
    const { run, asked } = setUp(enabled, { timeScale: 60 });
    const short = { fuse: 1, fuseBefore: 1, probePassed: false };

    await run(short);
    await run(well);
    await run(short, { later: 0.1 });
    await run(well, { later: 0.15 });

    expect(asked).toHaveLength(2);
  });

  test('is switched on after an outage that kept watch from running, once', async () => {
    const { run, asked, outages } = setUp();

    await run(overAtOnce);
    // CloudWatch has not heard of the probe yet.
    await run({ ...overAtOnce, fuseBefore: 58 });
    await run({ ...overAtOnce, fuseBefore: 59 });
    await run(well, { later: 20 });

    expect(asked).toHaveLength(1);
    expect(await outages.read('haptik')).not.toHaveProperty('outageAt');
  });

  test('is switched on by one of two runs at once', async () => {
    const { run, reenable, asked } = setUp();
    await run(burning);

    await Promise.all([1, 2].map(() => reenable(channel, well, someTime + 5 * minute)));

    expect(asked).toHaveLength(1);
  });
});

describe('a platform that does not do it', () => {
  test.each<[string, PlatformAnswer]>([
    ['it answered 401', { outcome: 'answered', status: 401, body: { error_message: 'private' } }],
    ['it answered 302', { outcome: 'answered', status: 302, body: undefined }],
    ['no answer within 8 s', { outcome: 'unanswered', written: true, reason: 'no answer within 8 s' }],
    ['none', { outcome: 'no_credentials', reason: 'none' }],
  ])('(%s) is asked again after 15 minutes, and it is logged', async (reason, answer) => {
    const { run, asked, lines, counted, outages } = setUp(answer);

    await run(burning);
    await run(well);
    await run(well, { later: 14 });
    const askedSoFar = asked.length;
    await run(well);

    expect([askedSoFar, asked.length]).toEqual([1, 2]);
    expect(lines[0]).toMatchObject({
      message: 'The platform did not switch the webhook on again.',
      fields: { channel: 'haptik', reason },
    });
    expect(JSON.stringify(lines)).not.toContain('private');
    expect(counted()).toEqual({});
    expect(await outages.read('haptik')).toMatchObject({ outageAt: someTime + minute });
  });

  test('for one of several businesses has not done it', async () => {
    let calls = 0;
    const enableWebhook = async (): Promise<PlatformAnswer> => {
      calls += 1;
      return calls === 1 ? { outcome: 'answered', status: 500, body: undefined } : enabled;
    };
    const { run, counted, lines } = setUp(enabled, { platform: { enableWebhook } });
    const of = { ...channel, businessIds: ['343', '344'] };

    await run(burning, { of });
    await run(well, { of });

    expect(calls).toBe(2);
    expect(counted()).toEqual({});
    expect(lines).toHaveLength(1);
  });
});

test('what cannot be noted is not done, and not tried at once again', async () => {
  const note = async (): Promise<never> => {
    throw new StoreUnavailableError('down');
  };
  const { run, asked } = setUp(enabled, { audit: { note } });
  await run(burning);

  await expect(run(well)).rejects.toThrow(StoreUnavailableError);
  await run(well);
  await expect(run(well, { later: 14 })).rejects.toThrow(StoreUnavailableError);

  expect(asked).toEqual([]);
});
