import { describe, expect, test } from 'vitest';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { createRedriveSetting, messageEnvelope, wide } from '#test/support/redrive-setting.ts';
import { someTime } from '#test/support/samples.ts';

const nothing = { putBack: 0, done: 0, tooOld: 0, unusable: 0, failed: 0, behind: 0, mayBeMore: false };
const forever = Number.MAX_SAFE_INTEGER;

/** Letters of users, such as `['u-1', 1], ['u-1', 2]`. */
const withLetters = (
  letters: readonly (readonly [user: string, id: number])[],
  ...options: Parameters<typeof createRedriveSetting>
) => {
  const setting = createRedriveSetting(...options);
  for (const [user, id] of letters) setting.events.add(messageEnvelope(user, id), user);
  return setting;
};

const threeUsers = [
  ['u-1', 1],
  ['u-2', 2],
  ['u-1', 3],
  ['u-3', 4],
  ['u-2', 5],
] as const;

/** A queue that fails for deliveries of these ids. */
const failingQueue = (ids: readonly string[], error: Error = new Error('down')) => {
  const sent: QueueMessage[] = [];
  return {
    sent,
    send: async (message: QueueMessage) => {
      if (ids.some((id) => message.body.includes(`"${id}"`))) throw error;
      sent.push(message);
    },
  };
};

const idsOf = (sent: readonly QueueMessage[]): string[] =>
  sent.map(({ body }) => JSON.parse(body).deliveryId);

describe.each([1, 10])('a redrive of dead letters, %i of a group at once', (mostOfGroup) => {
  test('puts each back as it was, those of a conversation in their order', async () => {
    const { redrive, sent, events, queued } = withLetters(threeUsers, {}, { mostOfGroup });

    const redriven = await redrive('events', wide, forever);

    expect(redriven).toEqual({ ...nothing, putBack: 5 });
    expect(queued().toSorted()).toEqual(['u-1-1', 'u-1-3', 'u-2-2', 'u-2-5', 'u-3-4']);
    expect(queued().filter((id) => id.startsWith('u-1'))).toEqual(['u-1-1', 'u-1-3']);
    expect(queued().filter((id) => id.startsWith('u-2'))).toEqual(['u-2-2', 'u-2-5']);
    expect(sent.find(({ body }) => body.includes('u-3-4'))).toEqual({
      body: messageEnvelope('u-3', 4),
      group: 'u-3',
      deduplicationId: expect.any(String),
    });
    expect(events.bodies()).toEqual([]);
  });

  test('stops a conversation at a failure and leaves the rest of it in order', async () => {
    const queue = failingQueue(['u-1-1', 'u-2-5']);
    const { redrive, events } = withLetters(threeUsers, { queue }, { mostOfGroup });

    const redriven = await redrive('events', wide, forever);

    expect(idsOf(queue.sent).toSorted()).toEqual(['u-2-2', 'u-3-4']);
    expect(redriven).toMatchObject({ putBack: 2, failed: 2 });
    expect(await events.count()).toEqual({ waiting: 3, held: 0 });
    expect(events.bodies()).toEqual([
      messageEnvelope('u-1', 1),
      messageEnvelope('u-1', 3),
      messageEnvelope('u-2', 5),
    ]);
  });

  test('leaves what is too old, and what stands behind it', async () => {
    const { redrive, queued, events, time } = withLetters(threeUsers, {}, { mostOfGroup });
    const maxAgeMs = time.now - someTime - 2;

    const redriven = await redrive('events', { ...wide, maxAgeMs }, forever);

    expect(queued().toSorted()).toEqual(['u-2-2', 'u-2-5', 'u-3-4']);
    expect(redriven).toMatchObject({ putBack: 3, tooOld: 1 });
    expect(events.bodies()).toEqual([messageEnvelope('u-1', 1), messageEnvelope('u-1', 3)]);
    expect(await events.count()).toEqual({ waiting: 2, held: 0 });
  });

  test('moves no more than it was told', async () => {
    const { redrive, queued, events } = withLetters(threeUsers, {}, { mostOfGroup });

    const redriven = await redrive('events', { ...wide, count: 2 }, forever);

    expect(redriven).toMatchObject({ putBack: 2, mayBeMore: true });
    expect(queued()).toHaveLength(2);
    expect(await events.count()).toEqual({ waiting: 3, held: 0 });
  });

  test('only removes what was stored meanwhile', async () => {
    const { redrive, queued, events, storeBody } = withLetters(threeUsers, {}, { mostOfGroup });
    await storeBody(haptikMessage('u-1', 1));

    const redriven = await redrive('events', wide, forever);

    expect(redriven).toEqual({ ...nothing, putBack: 4, done: 1 });
    expect(queued()).not.toContain('u-1-1');
    expect(events.bodies()).toEqual([]);
  });

  test('counts what was stored meanwhile against its limit', async () => {
    const { redrive, queued, storeBody } = withLetters(
      [
        ['u-1', 1],
        ['u-1', 2],
      ],
      {},
      { mostOfGroup },
    );
    await storeBody(haptikMessage('u-1', 1));

    expect(await redrive('events', { ...wide, count: 1 }, forever)).toMatchObject({ putBack: 0, done: 1 });
    expect(queued()).toEqual([]);
  });
});

describe('a redrive', () => {
  test('takes no letter for a repeat of itself', async () => {
    const { redrive, sent, events } = withLetters([['u-1', 1]]);
    await redrive('events', wide, forever);
    events.add(messageEnvelope('u-1', 1), 'u-1');

    await redrive('events', wide, forever);

    expect(new Set(sent.map(({ deduplicationId }) => deduplicationId)).size).toBe(2);
  });

  test('removes nothing before the queue has it', async () => {
    const left: string[][] = [];
    const queue = { send: async () => void left.push(setting.events.bodies()) };
    const setting = withLetters([['u-1', 1]], { queue });

    await setting.redrive('events', wide, forever);

    expect(left).toEqual([[messageEnvelope('u-1', 1)]]);
    expect(setting.events.bodies()).toEqual([]);
  });

  test('lets those behind one wait that could not be removed: it comes twice, and they come later', async () => {
    const {
      events,
      redrive: _,
      ...rest
    } = withLetters([
      ['u-1', 1],
      ['u-1', 2],
    ]);
    const remove = async () => Promise.reject(new StoreUnavailableError('The queue is away.'));
    const deadLetters = { events: { ...events, remove }, outbox: rest.wakeUpLetters };
    const { redrive, queued, lines } = createRedriveSetting({ deadLetters });

    const redriven = await redrive('events', wide, forever);

    expect(redriven).toEqual({ ...nothing, failed: 1, behind: 1 });
    expect(queued()).toEqual(['u-1-1']);
    expect(await events.count()).toEqual({ waiting: 2, held: 0 });
    expect(lines).toMatchObject([{ fields: { source: 'events', deliveryId: 'u-1-1' } }]);
  });

  test('leaves what cannot be judged now, and what stands behind it', async () => {
    const find = async () => Promise.reject(new StoreUnavailableError('The table is away.'));
    const { redrive, queued, events } = withLetters(
      [
        ['u-1', 1],
        ['u-1', 2],
      ],
      { store: { find } },
    );

    expect(await redrive('events', wide, forever)).toEqual({ ...nothing, failed: 1, behind: 1 });
    expect(queued()).toEqual([]);
    expect(await events.count()).toEqual({ waiting: 2, held: 0 });
  });

  test.each([
    [
      'typing',
      {
        body: '{"user":{"auth_id":"u-1"},"business_id":343,"event_name":"typing_indicator","typing_indicator":"start"}',
      },
    ],
    ['a probe', { probeId: 'p-1' }],
  ])('only removes %s, which is worth nothing any more', async (_, changes) => {
    const { redrive, events, queued } = createRedriveSetting();
    const header = { v: 1, channel: 'haptik', source: 'haptik', receivedAt: someTime } as const;
    events.add(encodeEnvelope({ ...header, deliveryId: 'd', group: 'g', ...changes }), 'g');

    expect(await redrive('events', wide, forever)).toEqual({ ...nothing, done: 1 });
    expect(queued()).toEqual([]);
  });

  test('puts back what persist has yet to keep in quarantine, and what only it can judge', async () => {
    const { redrive, events, queued } = createRedriveSetting();
    const header = { v: 1, channel: 'haptik', source: 'haptik', receivedAt: someTime, group: 'g' } as const;
    events.add(
      encodeEnvelope({ ...header, deliveryId: 'refused', reason: 'r', headers: {}, base64: 'eA==' }),
      'g',
    );
    events.add(encodeEnvelope({ ...header, deliveryId: 'unclear', body: 'no JSON' }), 'g');
    events.add(encodeEnvelope({ ...header, deliveryId: 'gone', bodyKey: 'large/gone' }), 'g');

    expect(await redrive('events', wide, forever)).toEqual({ ...nothing, putBack: 3 });
    expect(queued()).toEqual(['refused', 'unclear', 'gone']);
  });

  test('looks into a body that is too large for the queue', async () => {
    const { redrive, events, bucket, storeBody, queued } = createRedriveSetting();
    await bucket.put('large/a', haptikMessage('u-1', 1));
    await storeBody(haptikMessage('u-1', 1));
    const header = { v: 1, channel: 'haptik', source: 'haptik', receivedAt: someTime, group: 'g' } as const;
    events.add(encodeEnvelope({ ...header, deliveryId: 'd', bodyKey: 'large/a' }), 'g');

    expect(await redrive('events', wide, forever)).toEqual({ ...nothing, done: 1 });
    expect(queued()).toEqual([]);
  });

  test('leaves what is no envelope, which holds up nobody else', async () => {
    const { redrive, events, queued } = withLetters([['u-1', 1]]);
    events.add('nonsense', 'u-1');
    events.add(messageEnvelope('u-1', 2), 'u-1');

    expect(await redrive('events', wide, forever)).toEqual({ ...nothing, putBack: 2, unusable: 1 });
    expect(queued()).toEqual(['u-1-1', 'u-1-2']);
    expect(events.bodies()).toEqual(['nonsense']);
    expect(await events.count()).toEqual({ waiting: 1, held: 0 });
  });

  test('leaves what the queue never takes, which holds up nobody else', async () => {
    const queue = failingQueue(['u-1-1'], new BrokenRecordError('too long'));
    const { redrive, events } = withLetters(
      [
        ['u-1', 1],
        ['u-1', 2],
      ],
      { queue },
    );

    expect(await redrive('events', wide, forever)).toEqual({ ...nothing, putBack: 1, unusable: 1 });
    expect(events.bodies()).toEqual([messageEnvelope('u-1', 1)]);
  });

  test('is noted before anything is moved, by the ids of the deliveries', async () => {
    const entries: number[] = [];
    const queue = { send: async () => void entries.push(setting.audit.length) };
    const setting = withLetters(
      [
        ['u-1', 1],
        ['u-1', 2],
      ],
      { queue },
    );
    await setting.storeBody(haptikMessage('u-1', 2));

    await setting.redrive('events', wide, forever);

    expect(entries).toEqual([1]);
    expect(setting.audit).toMatchObject([
      { action: 'redrive', what: 'events: put back u-1-1; done already u-1-2' },
    ]);
  });

  test('is not noted where nothing is moved', async () => {
    const { redrive, audit, events } = createRedriveSetting();
    events.add('nonsense', 'g');

    await redrive('events', wide, forever);

    expect(audit).toEqual([]);
  });

  test('moves nothing that cannot be noted, and holds nothing afterwards', async () => {
    const note = async () => Promise.reject(new StoreUnavailableError('The table is away.'));
    const { redrive, queued, events } = withLetters(threeUsers, { audit: { note } });

    await expect(redrive('events', wide, forever)).rejects.toThrow('The table is away.');
    expect(queued()).toEqual([]);
    expect(await events.count()).toEqual({ waiting: 5, held: 0 });
  });

  test('begins nothing once its time is over', async () => {
    const { redrive, queued, events, time } = withLetters(threeUsers);

    expect(await redrive('events', wide, time.now)).toMatchObject({ putBack: 0, mayBeMore: true });
    expect(queued()).toEqual([]);
    expect(await events.count()).toEqual({ waiting: 5, held: 0 });
  });

  test('relies on no hold that is about to end', async () => {
    const slow = {
      send: async () => {
        setting.time.now += 106_000;
      },
    };
    const setting = withLetters(
      [
        ['u-1', 1],
        ['u-1', 2],
      ],
      { queue: slow },
    );

    expect(await setting.redrive('events', wide, forever)).toEqual({ ...nothing, putBack: 1, behind: 1 });
    expect(setting.events.bodies()).toEqual([messageEnvelope('u-1', 2)]);
  });

  test('gives back the last letter of a conversation first, so that none passes another', async () => {
    const { events, wakeUpLetters } = withLetters([
      ['u-1', 1],
      ['u-1', 2],
      ['u-1', 3],
    ]);
    const given: string[] = [];
    const giveBack: typeof events.giveBack = async (letter) => {
      given.push(JSON.parse(letter.body).deliveryId);
      await events.giveBack(letter);
    };
    const queue = failingQueue(['u-1-1']);
    const deadLetters = { events: { ...events, giveBack }, outbox: wakeUpLetters };

    await createRedriveSetting({ deadLetters, queue }).redrive('events', wide, forever);

    expect(given).toEqual(['u-1-3', 'u-1-2', 'u-1-1']);
  });

  test('ends well where something cannot be given back: it comes back by itself', async () => {
    const { events, wakeUpLetters } = withLetters([['u-1', 1]]);
    const giveBack = async () => Promise.reject(new StoreUnavailableError('The queue is away.'));
    const deadLetters = { events: { ...events, giveBack }, outbox: wakeUpLetters };
    const { redrive, lines } = createRedriveSetting({ deadLetters, queue: failingQueue(['u-1-1']) });

    expect(await redrive('events', wide, forever)).toMatchObject({ failed: 1 });
    expect(lines.map(({ message }) => message)).toEqual([
      'A dead letter could not be moved.',
      'A dead letter could not be given back; it can be taken again in two minutes.',
    ]);
  });
});
