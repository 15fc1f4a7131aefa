import { describe, expect, test } from 'vitest';
import { createSetAside } from '#functions/persist/set-aside.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import type { Bucket, QueueMessage } from '#functions/shared/domain/ports.ts';
import { encodeSpilled, spillKey } from '#functions/shared/domain/spill.ts';
import { createSweep } from '#functions/watch/sweep.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { createObserved } from '#test/support/observed.ts';
import { createRedriveSetting, messageEnvelope, wide } from '#test/support/redrive-setting.ts';
import { someTime } from '#test/support/samples.ts';

const forever = Number.MAX_SAFE_INTEGER;

/** As persist sets a record aside, so many milliseconds after `someTime`. */
const setAside = (bucket: Bucket, body: string, after: number) =>
  createSetAside(bucket, () => someTime + after)({ id: `r-${after}`, body, receiveCount: 5 }, 'a defect');

/** As watch sets aside what the queue refuses for good. */
const bury = async (bucket: Bucket, content: string, id: string) => {
  const refuse = async () => {
    throw new BrokenRecordError('too long');
  };
  const { log, metrics } = createObserved();
  await bucket.put(spillKey({ id, receivedAt: someTime }), content);
  await createSweep({ bucket, queue: { send: refuse }, metrics, log, clock: () => someTime })(
    someTime + 60_000,
  );
};

describe('what was set aside', () => {
  test('by persist goes back in the order of arrival, and is gone then', async () => {
    const { redrive, bucket, queued, sent } = createRedriveSetting();
    for (const id of [2, 3, 1]) await setAside(bucket, messageEnvelope('u-1', id), 1000 - id);

    expect(await redrive('set-aside', wide, forever)).toMatchObject({ putBack: 3, mayBeMore: false });
    expect(queued()).toEqual(['u-1-1', 'u-1-2', 'u-1-3']);
    expect(sent[0]).toMatchObject({ body: messageEnvelope('u-1', 1), group: 'u-1' });
    expect(bucket.keys()).toEqual([]);
  });

  test('by watch goes back where it is a message', async () => {
    const { redrive, bucket, queued } = createRedriveSetting();
    const spilled = {
      channel: 'haptik',
      body: messageEnvelope('u-1', 1),
      group: 'u-1',
      deduplicationId: 'd',
    };
    await bury(bucket, encodeSpilled(spilled), 'a');
    await bury(bucket, 'no message', 'b');

    expect(await redrive('set-aside', wide, forever)).toMatchObject({ putBack: 1, unusable: 1 });
    expect(queued()).toEqual(['u-1-1']);
    expect(bucket.keys()).toEqual(['dead/2026-11-21T09:00:00.000Z_b']);
  });

  test('tells why, and since when where nothing else tells', async () => {
    const { sources, bucket, time } = createRedriveSetting();
    await setAside(bucket, messageEnvelope('u-1', 1), 500);
    await setAside(bucket, 'no envelope', 600);
    await bury(bucket, 'no message', 'b');
    await bucket.put('dead/notes.txt', 'buy milk');

    const letters = await sources['set-aside'].peek();

    expect(letters.map(({ name, reason, since }) => ({ name, reason, since }))).toEqual([
      {
        name: 'dead/2026-11-21T09:00:00.000Z_b',
        reason: 'BrokenRecordError: This object is not a spilled message of this project.',
        since: someTime,
      },
      { name: 'u-1-1', reason: 'a defect', since: someTime + 1 },
      { name: 'dead/2026-11-21T09:00:00.600Z_r-600', reason: 'a defect', since: someTime + 600 },
      { name: 'dead/notes.txt', reason: 'is nothing that this project set aside', since: time.now },
    ]);
  });

  test('stays where this version could only set it aside again, and holds up nobody', async () => {
    const { plan, redrive, bucket, queued } = createRedriveSetting();
    await setAside(bucket, messageEnvelope('u-1', 1, { body: 'no JSON' }), 100);
    await setAside(bucket, messageEnvelope('u-1', 2), 200);

    const planned = await plan('set-aside', wide);
    const redriven = await redrive('set-aside', wide, forever);

    expect(planned).toMatchObject({ goBack: 1, unusable: 1 });
    expect(redriven).toMatchObject({ putBack: 1, unusable: 1, behind: 0 });
    expect(queued()).toEqual(['u-1-2']);
    expect(bucket.keys()).toHaveLength(1);
  });

  test('is only removed where it was stored meanwhile', async () => {
    const { redrive, bucket, queued, storeBody } = createRedriveSetting();
    await storeBody(haptikMessage('u-1', 1));
    await setAside(bucket, messageEnvelope('u-1', 1), 1);

    expect(await redrive('set-aside', wide, forever)).toMatchObject({ putBack: 0, done: 1 });
    expect([queued(), bucket.keys()]).toEqual([[], []]);
  });

  test('goes back page by page, past what can never go back', async () => {
    const { redrive, bucket, queued, sources } = createRedriveSetting();
    for (let at = 0; at < 45; at += 1)
      await setAside(bucket, at % 3 === 0 ? `nonsense ${at}` : messageEnvelope('u-1', at), 1000 + at);

    expect(await sources['set-aside'].count()).toEqual({ waiting: 45, held: 0, isExact: true });
    expect(await redrive('set-aside', wide, forever)).toMatchObject({ putBack: 30, unusable: 15 });
    expect(queued()[0]).toBe('u-1-1');
    expect(queued().at(-1)).toBe('u-1-44');
    expect(bucket.keys()).toHaveLength(15);
  });

  test('waits on no page behind what the queue never takes', async () => {
    const send = async ({ body }: QueueMessage) => {
      if (body === messageEnvelope('u-1', 0)) throw new BrokenRecordError('too long');
    };
    const { redrive, bucket } = createRedriveSetting({ queue: { send } });
    for (let at = 0; at < 25; at += 1) await setAside(bucket, messageEnvelope('u-1', at), 1000 + at);

    expect(await redrive('set-aside', wide, forever)).toMatchObject({ putBack: 24, unusable: 1 });
    expect(bucket.keys()).toHaveLength(1);
  });

  test('keeps a conversation waiting behind what failed, on later pages too', async () => {
    let isFirst = true;
    const send = async () => {
      if (!isFirst) return;
      isFirst = false;
      throw new Error('down');
    };
    const { redrive, bucket } = createRedriveSetting({ queue: { send } });
    for (let at = 0; at < 25; at += 1)
      await setAside(bucket, messageEnvelope(at < 24 ? 'u-1' : 'u-2', at), 1000 + at);

    expect(await redrive('set-aside', wide, forever)).toMatchObject({ putBack: 1, failed: 1, behind: 23 });
    expect(bucket.keys()).toHaveLength(24);
  });
});
