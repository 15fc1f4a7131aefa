import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { SendDependencies } from '#functions/send/run.ts';
import type { OpenFile } from '#functions/shared/adapters/haptik/calls.ts';
import { NotFoundError, StoreUnavailableError, UnstorableError } from '#functions/shared/domain/errors.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { openSend } from '#test/support/open-send.ts';
import { sampleEntry, sampleFile, sampleMessage } from '#test/support/outbox-samples.ts';

type Opened = Awaited<ReturnType<typeof openSend>>;

const message = '/v1.0/log_message_from_user/';
const endpoint = `POST ${message}`;
const minute = 60_000;

const stateOf = async ({ outbox }: Opened, number = 1): Promise<OutboxEntry> => {
  const entry = await outbox.get(sampleMessage(number).outboxId);
  if (entry === undefined) throw new Error(`There is no command ${number}.`);
  return entry;
};

const openRegistered = async (...users: string[]) => {
  const opened = await openSend();
  for (const user of users.length > 0 ? users : ['u-1']) await opened.simulator.register(user);
  return opened;
};

describe('sending', () => {
  test('logs the messages of a lane in order, stores them among the answers, and says so', async () => {
    await using opened = await openRegistered();
    await opened.add(sampleMessage(2), sampleMessage(1), sampleMessage(3));

    expect(await opened.wakeUp()).toBeUndefined();

    expect(await opened.logged()).toEqual(['sent 1', 'sent 2', 'sent 3']);
    expect(await opened.transcript()).toEqual([
      'out sent 1',
      'in You wrote: sent 1',
      'out sent 2',
      'in You wrote: sent 2',
      'out sent 3',
      'in You wrote: sent 3',
    ]);
    const entry = await stateOf(opened);
    expect(entry).toMatchObject({ status: 'sent', confirmedBy: 'answer', attempts: 1 });
    expect(entry.platformId).toMatch(/^\d+$/);
    expect(entry.place).toBeUndefined();
    expect(opened.observed.counted()).toMatchObject({ 'haptik Sent': 3, 'haptik SendAttempt': 3 });
  });

  test('finds nothing to do where a wake-up comes twice', async () => {
    await using opened = await openRegistered();
    await opened.add(sampleMessage(1));
    await opened.wakeUp();

    expect(await opened.wakeUp()).toBeUndefined();
    expect(await opened.logged()).toHaveLength(1);
  });

  test('sends once although two are at the same lane at once', async () => {
    await using opened = await openRegistered();
    await opened.add(sampleMessage(1), sampleMessage(2));

    await Promise.all([opened.wakeUp(), opened.wakeUp()]);
    await opened.drain();

    expect(await opened.logged()).toEqual(['sent 1', 'sent 2']);
    expect((await opened.transcript()).filter((line) => line.startsWith('out'))).toEqual([
      'out sent 1',
      'out sent 2',
    ]);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent' });
  });

  test('registers a user whom Haptik does not know with what is known, and sends then', async () => {
    await using opened = await openSend();
    await opened.outbox.add(sampleMessage(1), { name: 'Asha', mobileNo: '+911234567890' });

    await opened.wakeUp();

    expect(await opened.logged()).toEqual(['sent 1']);
    const { json } = await opened.simulator.call('GET', '/_control/state');
    expect(json).toMatchObject({ users: [{ auth_id: 'u-1', name: 'Asha', mobile_no: '+911234567890' }] });
  });

  test('says that a user cannot be registered who has no id of the company’s', async () => {
    await using opened = await openSend();
    await opened.add({ ...sampleMessage(1), user: { userId: 'hu9' } });

    await opened.wakeUp();

    expect(await stateOf(opened)).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { status: 403, message: 'user is not registered' },
    });
  });

  test('sends after all where the user was registered by somebody else meanwhile', async () => {
    await using opened = await openRegistered();
    await opened.script(
      { endpoint, status: 403, body: { error_message: 'user is not registered' } },
      { endpoint: 'POST /v1.0/user/', status: 409, body: { error_message: 'user exists' } },
    );
    await opened.add(sampleMessage(1));

    await opened.wakeUp();

    expect(await stateOf(opened)).toMatchObject({ status: 'sent', attempts: 1 });
    expect(await opened.logged()).toEqual(['sent 1']);
  });

  test('says why a user cannot be registered', async () => {
    await using opened = await openSend();
    await opened.script({
      endpoint: 'POST /v1.0/user/',
      status: 400,
      body: { error_message: 'email is invalid' },
    });
    await opened.add(sampleMessage(1));

    await opened.wakeUp();

    expect(await stateOf(opened)).toMatchObject({
      status: 'failed',
      error: { status: 400, message: 'email is invalid' },
    });
  });

  test('calls the address of 2018 where the channel says so', async () => {
    await using opened = await openSend({ clientName: 'acme' });
    await opened.simulator.register('u-1');
    await opened.add(sampleMessage(1));

    await opened.wakeUp();

    expect(await stateOf(opened)).toMatchObject({ status: 'sent', confirmedBy: 'answer' });
    expect(await opened.transcript()).toEqual(['out sent 1', 'in You wrote: sent 1']);
  });

  test('carries out commands of other kinds in the same lane', async () => {
    await using opened = await openRegistered();
    const profile = { kind: 'user', profile: { name: 'Asha' } } as const;
    const feedback = { kind: 'feedback', resolved: true, rating: 5 } as const;
    await opened.add(sampleEntry(1, profile), sampleMessage(2), sampleEntry(3, feedback));

    await opened.drain();

    const { json } = await opened.simulator.call('GET', '/_control/received');
    expect(json).toMatchObject({ feedback: [{ body: { query_rating: 5, query_resolved: true } }] });
    expect(await opened.transcript()).toEqual(['out sent 2', 'in You wrote: sent 2']);
  });
});

describe('an answer that is no yes', () => {
  test.each([425, 429, 503])('of %i is tried again, and nobody of the lane passes', async (status) => {
    await using opened = await openRegistered();
    await opened.script({ status, times: 2 });
    await opened.add(sampleMessage(1), sampleMessage(2));

    const wait = await opened.wakeUp();

    expect(wait).toBeGreaterThan(0);
    expect(await stateOf(opened)).toMatchObject({
      status: 'waiting',
      attempts: 1,
      nextTryAt: opened.now() + (wait ?? 0),
      error: { status },
    });
    expect(await stateOf(opened, 2)).toMatchObject({ status: 'queued', attempts: 0 });
    await opened.drain();
    expect(await opened.logged()).toEqual(['sent 1', 'sent 2']);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', attempts: 3 });
  });

  test('that asks for time gets it', async () => {
    await using opened = await openRegistered();
    await opened.script({ status: 429, retryAfter: 120 });
    await opened.add(sampleMessage(1));

    expect(await opened.wakeUp()).toBe(120_000);
    opened.pass(119_000);
    expect(await opened.wakeUp()).toBe(1000);
    expect(await stateOf(opened)).toMatchObject({ attempts: 1 });
  });

  test.each([400, 404, 413, 422])('of %i ends the command and lets the next one pass', async (status) => {
    await using opened = await openRegistered();
    await opened.script({ status, body: { error_message: 'no such thing' } });
    await opened.add(sampleMessage(1), sampleMessage(2));

    await opened.wakeUp();

    expect(await stateOf(opened)).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { status, message: 'no such thing' },
    });
    expect(await opened.logged()).toEqual(['sent 2']);
    expect(opened.observed.counted()).toMatchObject({ 'haptik SendFailed': 1 });
  });

  test('is given up after an hour, with the reason', async () => {
    await using opened = await openRegistered();
    await opened.script({ status: 503, times: 1000 });
    const begun = opened.now();
    await opened.add(sampleMessage(1));

    await opened.drain();

    expect(await stateOf(opened)).toMatchObject({ status: 'failed', reason: 'EXPIRED' });
    expect(opened.now() - begun).toBe(60 * minute);
    expect(await opened.logged()).toEqual([]);
  });
});

describe('an attempt of which nobody knows what became', () => {
  test.each([
    ['the connection is cut', { drop: true }],
    ['408', { status: 408 }],
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['504', { status: 504 }],
  ])('(%s) is taken for sent when the bot answers it', async (_, step) => {
    await using opened = await openRegistered();
    await opened.script({ ...step, processed: true });
    await opened.add(sampleMessage(1));

    await opened.drain();

    expect(await opened.logged()).toEqual(['sent 1']);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', confirmedBy: 'reply', attempts: 1 });
    expect(await opened.transcript()).toEqual(['out sent 1', 'in You wrote: sent 1']);
  });

  test('is tried again after twenty seconds without a sign of it', async () => {
    await using opened = await openRegistered();
    await opened.script({ status: 500 });
    const begun = opened.now();
    await opened.add(sampleMessage(1));

    await opened.wakeUp();
    expect(await stateOf(opened)).toMatchObject({ status: 'waiting', attempts: 1 });
    await opened.drain();

    expect(opened.now() - begun).toBe(20_000);
    expect(await opened.logged()).toEqual(['sent 1']);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', confirmedBy: 'answer', attempts: 2 });
  });

  test('ends as unconfirmed where it stays so for an hour', async () => {
    await using opened = await openRegistered();
    await opened.script({ status: 500, times: 1000 });
    await opened.add(sampleMessage(1));

    await opened.drain();

    expect(await stateOf(opened)).toMatchObject({ status: 'unconfirmed', reason: 'EXPIRED' });
    expect(opened.observed.counted()).toMatchObject({ 'haptik Unconfirmed': 1 });
  });

  test('is taken for sent when the message itself comes back', async () => {
    await using opened = await openRegistered();
    await opened.script({ status: 500 });
    await opened.add(sampleMessage(1));
    await opened.wakeUp();
    const echo = {
      user: { auth_id: 'u-1' },
      business_id: 343,
      event_name: 'message',
      message: { id: 77, body: { text: 'sent 1', type: 'TEXT', data: {} } },
    };
    await opened.simulator.deliver(JSON.stringify(echo));

    await opened.drain();

    expect(await opened.logged()).toEqual([]);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', confirmedBy: 'echo', platformId: '77' });
    expect(await opened.transcript()).toEqual(['out sent 1']);
  });

  test('is not taken for sent by a reply to another message', async () => {
    await using opened = await openRegistered();
    // The second is asked in vain, in the same moment in which the first is answered.
    await opened.script({ processed: true }, { status: 500 });
    await opened.add(sampleMessage(1), sampleMessage(2));

    await opened.drain();

    expect(await stateOf(opened, 2)).toMatchObject({ confirmedBy: 'answer', attempts: 2 });
    expect(await opened.logged()).toEqual(['sent 1', 'sent 2']);
  });
});

describe('a file', () => {
  const file = { ...sampleFile, etag: '"1"' };
  const openWith = async (openFile: OpenFile) => {
    const opened = await openSend({}, openFile);
    await opened.simulator.register('u-1');
    await opened.add(sampleEntry(1, file), sampleMessage(2));
    return opened;
  };

  test('is sent in its turn and shown by its name', async () => {
    await using opened = await openWith(async () => ({
      stream: Readable.from([Buffer.from('pdf')]),
      size: 3,
    }));

    await opened.wakeUp();

    expect(await opened.transcript()).toEqual([
      'out a.pdf',
      'in You sent: a.pdf',
      'out sent 2',
      'in You wrote: sent 2',
    ]);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', attempts: 1 });
  });

  test('that is gone has failed, and lets the next command pass', async () => {
    await using opened = await openWith(async () => {
      throw new NotFoundError('The file is gone.');
    });

    await opened.wakeUp();

    expect(await stateOf(opened)).toMatchObject({
      status: 'failed',
      error: { message: 'The file is gone.' },
    });
    expect(await opened.logged()).toEqual(['sent 2']);
  });

  test('that cannot be read now is tried again', async () => {
    let failures = 0;
    await using opened = await openWith(async () => {
      failures += 1;
      if (failures === 1) throw new StoreUnavailableError('The bucket does not answer.');
      return { stream: Readable.from([Buffer.from('pdf')]), size: 3 };
    });

    await opened.wakeUp();
    expect(await stateOf(opened)).toMatchObject({ status: 'waiting', attempts: 1 });
    expect((await stateOf(opened)).doubtful).toBeUndefined();
    await opened.drain();

    expect(await stateOf(opened)).toMatchObject({ status: 'sent', attempts: 2 });
  });
});

describe('what fails for good on our side', () => {
  const broken = async () => {
    throw new UnstorableError('The table can never hold this.');
  };

  test('does not make a message go out twice that was sent and cannot be stored', async () => {
    await using opened = await openRegistered();
    await opened.add(sampleMessage(1), sampleMessage(2));

    await opened.wakeUp('u-1', (deps) => ({ ...deps, recordSent: broken }));

    expect(await opened.logged()).toEqual(['sent 1', 'sent 2']);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', attempts: 1 });
    expect(opened.observed.lines).toHaveLength(2);
  });

  test('does not keep a command for ever whose conversation cannot be read', async () => {
    await using opened = await openRegistered();
    await opened.script({ status: 500, times: 1000 });
    await opened.add(sampleMessage(1));

    for (let wait = 0; (await stateOf(opened)).place !== undefined; opened.pass(wait)) {
      wait = (await opened.wakeUp('u-1', (deps) => ({ ...deps, find: broken }))) ?? 0;
    }

    expect(await stateOf(opened)).toMatchObject({ status: 'unconfirmed', reason: 'EXPIRED' });
  });

  test('says nothing of the platform', async () => {
    const users = Array.from({ length: 21 }, (_, index) => `u-${index + 1}`);
    await using opened = await openSend({}, async () => {
      throw new StoreUnavailableError('The bucket does not answer.');
    });
    const file = { ...sampleFile, etag: '"1"' };
    await opened.add(...users.map((laneUser) => sampleEntry(1, file, { laneUser })));

    for (const user of users) await opened.wakeUp(user);

    expect(await opened.breakers.read('haptik')).toMatchObject({ failures: 0 });
    expect(opened.observed.counted()).not.toHaveProperty('haptik BreakerOpen');
  });
});

describe('a platform that fails', () => {
  test('is not called after twenty failures in a row but once in thirty seconds, until it is back', async () => {
    const users = Array.from({ length: 22 }, (_, index) => `u-${index + 1}`);
    const of = (laneUser: string) => sampleEntry(1, sampleMessage(1).command, { laneUser });
    await using opened = await openRegistered(...users);
    await opened.script({ endpoint, status: 503, times: 21 });
    await opened.add(...users.map(of));

    for (const user of users) await opened.wakeUp(user);

    expect(opened.observed.counted()).toMatchObject({ 'haptik SendAttempt': 20, 'haptik BreakerOpen': 1 });
    const last = await opened.outbox.get(of('u-22').outboxId);
    expect(last).toMatchObject({ status: 'waiting', attempts: 0, reason: 'BREAKER_OPEN' });
    expect(last?.nextTryAt).toBe(opened.now() + 30_000);

    opened.pass(30_000);
    await opened.wakeUp('u-21');
    expect(await opened.wakeUp('u-22')).toBe(30_000);
    expect(opened.observed.counted()).toMatchObject({ 'haptik SendAttempt': 21 });

    opened.pass(30_000);
    for (const user of users) await opened.drain(user);
    expect(await opened.logged()).toHaveLength(22);
    expect(await opened.breakers.read('haptik')).toEqual({ failures: 0 });
    expect(opened.observed.counted()).toMatchObject({ 'haptik BreakerOpen': 1 });
  });

  test('that refuses the credentials keeps the command, uses no attempt, and goes on when they are right', async () => {
    await using opened = await openRegistered();
    await opened.script({
      endpoint,
      status: 401,
      body: { error_message: 'invalid authorization details' },
      times: 4,
    });
    await opened.add(sampleMessage(1));

    await opened.wakeUp();
    expect(await stateOf(opened)).toMatchObject({
      status: 'waiting',
      attempts: 0,
      reason: 'CREDENTIALS_REFUSED',
    });
    expect(opened.observed.counted()).toMatchObject({ 'haptik BreakerOpen': 1 });

    await opened.drain();
    expect(await stateOf(opened)).toMatchObject({ status: 'sent' });
  });

  test('holds commands whose channel is not sent to', async () => {
    await using opened = await openRegistered();
    await opened.add(sampleMessage(1));
    const withoutChannels = (deps: SendDependencies): SendDependencies => ({ ...deps, channels: [] });

    expect(await opened.wakeUp('u-1', withoutChannels)).toBe(30_000);
    expect(await stateOf(opened)).toMatchObject({ status: 'waiting', reason: 'NOT_CONFIGURED', attempts: 0 });
  });
});

/** Counts every call that leaves `send`, and ends the process, as it were, at one of them: before or after it is done. */
const killedAt = (point: number, when: 'before' | 'after') => {
  let calls = 0;
  let isDead = false;
  const guard =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (isDead) throw new Error('killed');
      calls += 1;
      const isMine = calls === point;
      if (isMine && when === 'before') {
        isDead = true;
        throw new Error('killed');
      }
      const result = await call(...args);
      if (isMine) {
        isDead = true;
        throw new Error('killed');
      }
      return result;
    };
  const change = (deps: SendDependencies): SendDependencies => ({
    ...deps,
    outbox: { ...deps.outbox, next: guard(deps.outbox.next), save: guard(deps.outbox.save) },
    platform: { ...deps.platform, perform: guard(deps.platform.perform) },
    recordSent: guard(deps.recordSent),
    breakers: { ...deps.breakers, read: guard(deps.breakers.read) },
  });
  return { change, wasKilled: () => isDead };
};

describe('a crash', () => {
  test.each(['before', 'after'] as const)(
    '%s any step neither loses a message nor sends it twice',
    async (when) => {
      for (let point = 1; ; point += 1) {
        await using opened = await openRegistered();
        await opened.add(sampleMessage(1), sampleMessage(2));
        const { change, wasKilled } = killedAt(point, when);

        await opened.wakeUp('u-1', change).catch(() => undefined);
        if (!wasKilled()) {
          expect(point).toBeGreaterThan(12);
          return;
        }
        await opened.simulator.idle();
        await opened.drain();

        expect(await opened.logged()).toEqual(['sent 1', 'sent 2']);
        expect(await opened.transcript()).toEqual([
          'out sent 1',
          'in You wrote: sent 1',
          'out sent 2',
          'in You wrote: sent 2',
        ]);
        expect(await stateOf(opened, 1)).toMatchObject({ status: 'sent' });
        expect(await stateOf(opened, 2)).toMatchObject({ status: 'sent' });
      }
    },
  );

  test('is seen through where the conversation turned out to be another one meanwhile', async () => {
    await using opened = await openRegistered();
    const entry = { ...sampleMessage(1), laneUser: '~~hu1', conversationId: 'haptik:343:~~hu1' };
    await opened.add({ ...entry, user: { userId: 'hu1' } });
    const { state } = opened.simulator;
    expect(await state()).toMatchObject({ users: [{ auth_id: 'u-1', user_id: 'hu1' }] });
    await opened.simulator.log('u-1', 'hello');
    await opened.simulator.idle();

    // Killed when the event is stored, and the command not yet noted as sent.
    const { change } = killedAt(6, 'before');
    await expect(opened.wakeUp('~~hu1', change)).rejects.toThrow('killed');
    await opened.simulator.idle();
    await opened.drain('~~hu1');

    expect(await opened.logged()).toEqual(['hello', 'sent 1']);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', conversationId: 'haptik:343:u-1' });
    expect(await opened.transcript()).toEqual(['in You wrote: hello', 'out sent 1', 'in You wrote: sent 1']);
  });

  test('of the table after the platform has said yes is outlasted', async () => {
    await using opened = await openRegistered();
    await opened.add(sampleMessage(1));
    let failures = 0;
    const failing = (deps: SendDependencies): SendDependencies => ({
      ...deps,
      recordSent: async (...args) => {
        failures += 1;
        if (failures <= 3) throw new StoreUnavailableError('The table does not answer.');
        return deps.recordSent(...args);
      },
    });

    await opened.wakeUp('u-1', failing);

    expect(failures).toBe(4);
    expect(await opened.logged()).toEqual(['sent 1']);
    expect(await stateOf(opened)).toMatchObject({ status: 'sent', confirmedBy: 'answer' });
  });
});
