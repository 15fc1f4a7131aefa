import { describe, expect, test } from 'vitest';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import { encodeSpilled, spillKey } from '#functions/shared/domain/spill.ts';
import { createSweep } from '#functions/watch/sweep.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

type Dependencies = Parameters<typeof createSweep>[0];

const runEnd = someTime + 60_000;

const setUp = (changes: Partial<Dependencies> = {}) => {
  const bucket = createMemoryBucket();
  const observed = createObserved();
  const sent: QueueMessage[] = [];
  const deps = {
    bucket,
    queue: { send: async (message: QueueMessage) => void sent.push(message) },
    metrics: observed.metrics,
    log: observed.log,
    clock: () => someTime,
    ...changes,
  };
  let spilledCount = 0;
  /** Spills messages whose bodies are `<group> <anything>`, one after the other. */
  const spill = async (...bodies: string[]): Promise<void> => {
    for (const body of bodies) {
      spilledCount += 1;
      const key = spillKey({ id: body, receivedAt: someTime + spilledCount });
      const [group = ''] = body.split(' ');
      await bucket.put(key, encodeSpilled({ channel: 'haptik', body, group, deduplicationId: body }));
    }
  };
  return { sweep: createSweep(deps), bucket, sent, spill, ...observed };
};

const bodies = (messages: readonly QueueMessage[], group = ''): string[] =>
  messages.map(({ body }) => body).filter((body) => body.startsWith(group));

/** More than one page of the listing holds. */
const many = (group: string): string[] => Array.from({ length: 130 }, (_, at) => `${group} ${at}`);

describe('the sweep', () => {
  test('puts what was spilled back as it was, and removes it', async () => {
    const { sweep, bucket, sent, spill, counted } = setUp();
    await spill('a 1', 'b 1');

    await sweep(runEnd);

    expect(sent).toEqual([
      { body: 'a 1', group: 'a', deduplicationId: 'a 1' },
      { body: 'b 1', group: 'b', deduplicationId: 'b 1' },
    ]);
    expect(bucket.keys()).toEqual([]);
    expect(counted()).toEqual({ 'haptik Swept': 2 });
  });

  test('keeps the order of each group, over all pages', async () => {
    const { sweep, bucket, sent, spill } = setUp();
    const [a, b] = [many('a'), many('b')];
    await spill(...a.flatMap((body, at) => [body, b[at] ?? '']));

    expect(await sweep(runEnd)).toBe(a.length + b.length);
    expect(bodies(sent, 'a')).toEqual(a);
    expect(bodies(sent, 'b')).toEqual(b);
    expect(bucket.keys()).toEqual([]);
  });

  test('sends no two messages of a group at once, and several groups at once', async () => {
    const underWay = new Set<string>();
    let most = 0;
    const send = async ({ group }: QueueMessage): Promise<void> => {
      expect(underWay).not.toContain(group);
      underWay.add(group);
      most = Math.max(most, underWay.size);
      await new Promise((resolve) => setImmediate(resolve));
      underWay.delete(group);
    };
    const { sweep, spill, bucket } = setUp({ queue: { send } });
    await spill(...['a', 'b', 'c'].flatMap((group) => [1, 2, 3].map((at) => `${group} ${at}`)));

    await sweep(runEnd);

    expect(most).toBe(3);
    expect(bucket.keys()).toEqual([]);
  });

  test('has nothing to do where nothing was spilled', async () => {
    const { sweep, sent, lines, counted } = setUp();

    expect(await sweep(runEnd)).toBe(0);
    expect([sent, lines, counted()]).toEqual([[], [], {}]);
  });

  test('leaves everything else in the bucket alone', async () => {
    const { sweep, bucket } = setUp();
    await bucket.put('quarantine/haptik/x', 'x');
    await bucket.put('spilled', 'x');

    await sweep(runEnd);

    expect(bucket.keys()).toEqual(['quarantine/haptik/x', 'spilled']);
  });
});

describe('a queue that is still down', () => {
  test('ends the sweep, and what was not taken stays in its order', async () => {
    const sent: string[] = [];
    const send = async ({ body }: QueueMessage): Promise<void> => {
      if (body === 'a 2') throw new Error('down');
      sent.push(body);
    };
    const { sweep, bucket, spill } = setUp({ queue: { send } });
    await spill('a 1', 'a 2', 'a 3', ...many('b'));

    await expect(sweep(runEnd)).rejects.toThrow('down');

    expect(sent).toContain('a 1');
    expect(sent).not.toContain('a 3');
    expect(bucket.keys().map((key) => key.slice(-5))).toEqual(expect.arrayContaining(['a%202', 'a%203']));
    // Those under way end; the next page is not begun.
    expect(bucket.keys().length).toBeGreaterThan(30);
  });

  test('is found working by the next run, which begins where this one ended', async () => {
    let isDown = true;
    const sent: string[] = [];
    const send = async ({ body }: QueueMessage): Promise<void> => {
      if (isDown) throw new Error('down');
      sent.push(body);
    };
    const { sweep, bucket, spill } = setUp({ queue: { send } });
    await spill('a 1', 'a 2');

    await expect(sweep(runEnd)).rejects.toThrow('down');
    isDown = false;
    await sweep(runEnd);

    expect(sent).toEqual(['a 1', 'a 2']);
    expect(bucket.keys()).toEqual([]);
  });
});

describe('what can never go back', () => {
  const deadOf = async (bucket: ReturnType<typeof createMemoryBucket>, key: string): Promise<unknown> =>
    JSON.parse(Buffer.from((await bucket.get(key)) ?? '').toString());

  test('goes to dead letters with the reason, and holds nothing up', async () => {
    const sent: string[] = [];
    const send = async ({ body }: QueueMessage): Promise<void> => {
      if (body === 'a 1') throw new BrokenRecordError('never');
      sent.push(body);
    };
    const { sweep, bucket, spill, counted, lines } = setUp({ queue: { send } });
    await spill('a 1', 'a 2');
    const [key = ''] = bucket.keys();
    const content = Buffer.from((await bucket.get(key)) ?? '').toString('base64');

    await sweep(runEnd);

    const dead = key.replace('spill/', 'dead/');
    expect(sent).toEqual(['a 2']);
    expect(bucket.keys()).toEqual([dead]);
    expect(await deadOf(bucket, dead)).toEqual({
      v: 1,
      reason: 'BrokenRecordError: never',
      object: key,
      base64: content,
    });
    expect(counted()).toEqual({ 'haptik SetAside': 1, 'haptik Swept': 1 });
    expect(lines).toMatchObject([{ level: 'error', fields: { object: key, channel: 'haptik' } }]);
  });

  test.each([
    ['spill/', ''],
    ['spill/not/ours', '{"private":1}'],
    ['spill/0000', '\u0000'],
  ])('may be an object that is not ours: %j', async (key, content) => {
    const { sweep, bucket, sent, spill, counted, lines } = setUp();
    await bucket.put(key, content);
    await spill('a 1');

    await sweep(runEnd);

    expect(bodies(sent)).toEqual(['a 1']);
    expect(bucket.keys()).toEqual([key.replace('spill/', 'dead/')]);
    expect(counted()).toEqual({ 'unknown SetAside': 1, 'haptik Swept': 1 });
    expect(JSON.stringify(lines)).not.toContain('private');
  });

  test('stays where it is while the bucket takes nothing', async () => {
    const memory = createMemoryBucket();
    const put = async (): Promise<never> => {
      throw new Error('down');
    };
    const { sweep, counted } = setUp({ bucket: { ...memory, put } });
    await memory.put('spill/x', 'x');

    await expect(sweep(runEnd)).rejects.toThrow('down');

    expect(memory.keys()).toEqual(['spill/x']);
    expect(counted()).toEqual({});
  });
});

describe('the end of a run', () => {
  test('lets nothing begin, and loses nothing', async () => {
    let now = someTime;
    const sent: string[] = [];
    const send = async ({ body }: QueueMessage): Promise<void> => {
      sent.push(body);
      if (body === 'a 2') now = runEnd;
    };
    const { sweep, bucket, spill } = setUp({ queue: { send }, clock: () => now });
    await spill('a 1', 'a 2', 'a 3', ...many('b'));

    await sweep(runEnd);

    expect(sent.filter((body) => body.startsWith('a'))).toEqual(['a 1', 'a 2']);
    expect(sent.length + bucket.keys().length).toBe(3 + many('b').length);
  });

  test('ends a call of the queue that is under way, and that is no failure', async () => {
    const hang = (_message: QueueMessage, signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const { sweep, bucket, spill, lines, counted } = setUp({ queue: { send: hang } });
    await spill('a 1', 'a 2');

    await sweep(someTime + 10);

    expect(bucket.keys()).toHaveLength(2);
    expect([lines, counted()]).toEqual([[], {}]);
  });

  test('that has already come lets nothing begin', async () => {
    const { sweep, bucket, sent, spill } = setUp();
    await spill('a 1');

    await sweep(someTime);

    expect(sent).toEqual([]);
    expect(bucket.keys()).toHaveLength(1);
  });
});

test('an object that is gone by the time it is read is nobody’s business', async () => {
  const memory = createMemoryBucket();
  const { sweep, sent, lines } = setUp({ bucket: { ...memory, get: async () => undefined } });
  await memory.put('spill/x', 'x');

  await sweep(runEnd);

  expect([sent, lines, memory.keys()]).toEqual([[], [], ['spill/x']]);
});

test('a message that was put back and could not be removed is put back again', async () => {
  const memory = createMemoryBucket();
  let isDown = true;
  const remove = async (key: string): Promise<void> => {
    if (isDown) throw new Error('down');
    await memory.remove(key);
  };
  const { sweep, sent } = setUp({ bucket: { ...memory, remove } });
  await memory.put(
    'spill/x',
    encodeSpilled({ channel: 'haptik', body: 'a', group: 'g', deduplicationId: 'd' }),
  );

  await expect(sweep(runEnd)).rejects.toThrow('down');
  isDown = false;
  await sweep(runEnd);

  expect(bodies(sent)).toEqual(['a', 'a']);
  expect(memory.keys()).toEqual([]);
});
