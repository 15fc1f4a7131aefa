import { describe, expect, test } from 'vitest';
import {
  afterVerdict,
  begin,
  confirmed,
  giveUpIfOld,
  held,
  interrupted,
  waitOf,
  whileLooking,
} from '#functions/shared/domain/outbox/attempt.ts';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';
import { timingAt } from '#functions/shared/domain/outbox/timing.ts';
import { sampleEntry, sampleFile, sampleMessage } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';

const second = 1_000;
const hour = 3_600 * second;
const timing = timingAt(1);

const message = sampleMessage(1).command;
const file: Command = sampleFile;
const user: Command = { kind: 'user', profile: { name: 'Asha' } };
const feedback: Command = { kind: 'feedback', resolved: true, rating: 5 };
const handoff: Command = { kind: 'handoff', team: 'sales', userName: 'asha' };

/** An attempt at a command, ten seconds after it was accepted. */
const attemptAt = someTime + 10 * second;
const sending = (command: Command = message, changes: Partial<OutboxEntry> = {}): OutboxEntry =>
  begin(sampleEntry(1, command, changes), attemptAt);

/** Its end, two seconds later. */
const now = attemptAt + 2 * second;
const chance = { now, random: 0.5, timing };
const judged = (verdict: Verdict, entry = sending()): OutboxEntry => afterVerdict(entry, verdict, chance);

const busy: Verdict = { is: 'busy', reason: 'HTTP 503', status: 503, message: 'come back later' };
const unclear: Verdict = { is: 'unclear', reason: 'HTTP 504', status: 504, message: 'upstream' };
const refused: Verdict = { is: 'refused', status: 404, message: 'no such thing' };
const unauthorized: Verdict = { is: 'unauthorized', status: 401, message: 'invalid authorization details' };

/** Everything that only says how an entry waits is gone. */
const noWait = { nextTryAt: undefined, evidenceUntil: undefined, reason: undefined, error: undefined };

describe('beginning an attempt', () => {
  test('counts it, remembers when, and forgets why it waited', () => {
    const waiting = judged(unclear);

    expect(begin(waiting, now + 9)).toEqual({
      ...waiting,
      ...noWait,
      status: 'sending',
      attempts: 2,
      attemptAt: now + 9,
      updatedAt: now + 9,
    });
  });

  test('keeps in mind that an earlier one may have been carried out', () => {
    expect(begin(judged(unclear), now).doubtful).toBe(true);
    expect(begin(judged(busy), now).doubtful).toBeUndefined();
  });
});

describe('a command that was carried out', () => {
  test('is sent, gives its place up, and has the platform’s id', () => {
    const entry = sending(message, { doubtful: true });

    expect(judged({ is: 'done', platformId: '77', platformAt: 5 }, entry)).toEqual({
      ...entry,
      ...noWait,
      status: 'sent',
      place: undefined,
      confirmedBy: 'answer',
      platformId: '77',
      updatedAt: now,
    });
  });

  test('is sent without an id where the platform gave none', () => {
    expect(judged({ is: 'done' })).toMatchObject({
      status: 'sent',
      confirmedBy: 'answer',
      platformId: undefined,
    });
  });

  test('is sent by what proved it', () => {
    const waiting = judged(unclear);

    expect(confirmed(waiting, 'echo', { platformId: '77', now: now + 1 })).toEqual({
      ...waiting,
      ...noWait,
      status: 'sent',
      place: undefined,
      confirmedBy: 'echo',
      platformId: '77',
      updatedAt: now + 1,
    });
    expect(confirmed(waiting, 'reply', { now })).toMatchObject({ status: 'sent', confirmedBy: 'reply' });
  });
});

describe('a command that the platform could not carry out now', () => {
  test('waits for a part of the backoff, and says why', () => {
    expect(judged(busy)).toEqual({
      ...sending(),
      status: 'waiting',
      nextTryAt: now + 500,
      reason: 'BUSY: HTTP 503',
      error: { status: 503, message: 'come back later' },
      updatedAt: now,
    });
  });

  test('waits longer with each attempt', () => {
    expect(judged(busy, sending(message, { attempts: 4 })).nextTryAt).toBe(now + 8 * second);
  });

  test('waits as long as the platform asks', () => {
    expect(judged({ ...busy, retryAfterMs: 90 * second }).nextTryAt).toBe(now + 90 * second);
  });

  test('says where the platform was not reached', () => {
    expect(judged({ is: 'busy', reason: 'no connection: ECONNREFUSED' })).toMatchObject({
      reason: 'UNREACHABLE: no connection: ECONNREFUSED',
      error: { status: undefined, message: 'no connection: ECONNREFUSED' },
    });
  });

  test('does not wait longer than until it is given up', () => {
    const old = { queuedAt: now - hour + 5 * second };

    expect(judged({ ...busy, retryAfterMs: 90 * second }, sending(message, old)).nextTryAt).toBe(
      now + 5 * second,
    );
    expect(judged(busy, sending(message, { queuedAt: now - 2 * hour })).nextTryAt).toBe(now);
  });

  test('is looked for before it is tried again where an earlier attempt may have been carried out', () => {
    const waiting = judged({ ...busy, retryAfterMs: 90 * second }, sending(message, { doubtful: true }));

    expect(waiting).toMatchObject({ nextTryAt: now + 90 * second, evidenceUntil: now + 90 * second });
    expect(judged(busy, sending(user, { doubtful: true })).evidenceUntil).toBeUndefined();
  });
});

describe('a command of which nobody knows whether it was carried out', () => {
  test.each([message, file])('($kind) waits for evidence, looking for it often', (command) => {
    expect(judged(unclear, sending(command))).toEqual({
      ...sending(command),
      status: 'waiting',
      doubtful: true,
      nextTryAt: now + 4 * second,
      evidenceUntil: now + 20 * second,
      reason: 'UNCONFIRMED: HTTP 504',
      error: { status: 504, message: 'upstream' },
      updatedAt: now,
    });
  });

  test('waits longer with each attempt, and is looked for less often', () => {
    const waiting = judged(unclear, sending(message, { attempts: 8 }));

    expect(waiting).toMatchObject({ nextTryAt: now + 25.6 * second, evidenceUntil: now + 128 * second });
    expect(whileLooking(waiting, { now: now + 120 * second, timing }).nextTryAt).toBe(now + 124 * second);
  });

  test.each([user, feedback, handoff])('($kind) waits like any other where nothing tells', (command) => {
    expect(judged(unclear, sending(command, { attempts: 1 }))).toEqual({
      ...sending(command, { attempts: 1 }),
      status: 'waiting',
      doubtful: true,
      nextTryAt: now + second,
      reason: 'UNCONFIRMED: HTTP 504',
      error: { status: 504, message: 'upstream' },
      updatedAt: now,
    });
  });

  test('has the words of whoever broke off where the platform said none', () => {
    expect(judged({ is: 'unclear', reason: 'no answer within 10 s' })).toMatchObject({
      reason: 'UNCONFIRMED: no answer within 10 s',
      error: { status: undefined, message: 'no answer within 10 s' },
    });
  });

  test('is not looked for longer than until it is given up', () => {
    const aging = sending(message, { queuedAt: now - hour + 7 * second });
    const old = sending(message, { queuedAt: now - hour + second });

    expect(judged(unclear, aging)).toMatchObject({
      nextTryAt: now + 4 * second,
      evidenceUntil: now + 7 * second,
    });
    expect(judged(unclear, old)).toMatchObject({ nextTryAt: now + second, evidenceUntil: now + second });
  });

  test('is one that was found as sending, too', () => {
    expect(interrupted(sending(), chance)).toEqual({
      ...sending(),
      status: 'waiting',
      doubtful: true,
      nextTryAt: now + 4 * second,
      evidenceUntil: now + 20 * second,
      reason: 'INTERRUPTED',
      updatedAt: now,
    });
    expect(interrupted(sending(user), chance)).toMatchObject({
      status: 'waiting',
      doubtful: true,
      nextTryAt: now + 500,
      reason: 'INTERRUPTED',
    });
  });

  test('is looked for again and again, until the time for it is over', () => {
    const waiting = judged(unclear);
    const looked = (milliseconds: number) =>
      whileLooking(waiting, { now: now + milliseconds, timing }).nextTryAt;

    expect(whileLooking(waiting, { now: now + 4 * second, timing })).toEqual({
      ...waiting,
      nextTryAt: now + 8 * second,
      updatedAt: now + 4 * second,
    });
    expect(looked(17 * second)).toBe(now + 20 * second);
    expect(looked(21 * second)).toBe(now + 21 * second);
    expect(whileLooking(sending(), { now, timing }).nextTryAt).toBe(now);
  });
});

describe('a command with credentials that are not accepted', () => {
  test('waits without having used an attempt', () => {
    expect(judged(unauthorized)).toEqual({
      ...sending(),
      attempts: 0,
      status: 'waiting',
      nextTryAt: now + 30 * second,
      reason: 'CREDENTIALS_REFUSED',
      error: { status: 401, message: 'invalid authorization details' },
      updatedAt: now,
    });
  });
});

describe('a command that is refused', () => {
  test('has failed, and gives its place up', () => {
    expect(judged(refused)).toEqual({
      ...sending(),
      status: 'failed',
      place: undefined,
      reason: 'REFUSED',
      error: { status: 404, message: 'no such thing' },
      updatedAt: now,
    });
  });

  test('has failed also where the platform does not know the user', () => {
    const verdict: Verdict = { is: 'unregistered', status: 403, message: 'user is not registered' };

    expect(judged(verdict)).toMatchObject({
      status: 'failed',
      reason: 'UNREGISTERED',
      error: { status: 403, message: 'user is not registered' },
    });
  });

  test('has failed, but says that an earlier attempt may have been carried out', () => {
    expect(judged(refused, sending(message, { doubtful: true }))).toMatchObject({
      status: 'failed',
      reason: 'REFUSED: an earlier attempt may have been carried out',
    });
  });

  const duplicate: Verdict = { is: 'refused', status: 400, message: 'duplicate feedback', duplicate: true };

  test('is sent where it is feedback that the platform has from an attempt that was in doubt', () => {
    expect(judged(duplicate, sending(feedback, { doubtful: true }))).toEqual({
      ...sending(feedback, { doubtful: true }),
      status: 'sent',
      place: undefined,
      confirmedBy: 'answer',
      updatedAt: now,
    });
  });

  test.each<[string, Verdict, OutboxEntry]>([
    ['feedback that none of our attempts can have brought', duplicate, sending(feedback)],
    ['feedback in doubt that is refused for something else', refused, sending(feedback, { doubtful: true })],
    ['a message, whatever it is said to be', duplicate, sending(message, { doubtful: true })],
  ])('has failed where it is %s', (_, verdict, entry) => {
    expect(judged(verdict, entry).status).toBe('failed');
  });
});

describe('a command that is held back', () => {
  test('waits without having used an attempt, and keeps the platform’s last words', () => {
    const waiting = judged(busy);
    const until = now + 30 * second;

    expect(held(waiting, { now: now + 1, until, reason: 'BREAKER_OPEN', timing })).toEqual({
      ...waiting,
      nextTryAt: until,
      reason: 'BREAKER_OPEN',
      updatedAt: now + 1,
    });
    expect(held(sampleMessage(1), { now, until, reason: 'NOT_CONFIGURED', timing })).toMatchObject({
      status: 'waiting',
      attempts: 0,
      reason: 'NOT_CONFIGURED',
    });
  });

  test('does not wait longer than until it is given up', () => {
    const old = sampleEntry(1, message, { queuedAt: now - hour + second });

    expect(held(old, { now, until: now + 30 * second, reason: 'BREAKER_OPEN', timing }).nextTryAt).toBe(
      now + second,
    );
  });

  test('is looked for before it is tried again where an attempt may have been carried out', () => {
    const until = now + 60 * second;

    expect(held(judged(unclear), { now, until, reason: 'BREAKER_OPEN', timing }).evidenceUntil).toBe(until);
    expect(
      held(judged(unclear, sending(user)), { now, until, reason: 'BREAKER_OPEN', timing }).evidenceUntil,
    ).toBeUndefined();
  });
});

describe('a command that has grown old', () => {
  const given = (entry: OutboxEntry, age: number) => giveUpIfOld(entry, { now: someTime + age, timing });

  test('is given up after an hour, not earlier', () => {
    const waiting = judged(busy);

    expect(given(waiting, hour - 1)).toBeUndefined();
    expect(given(waiting, hour)).toEqual({
      ...waiting,
      status: 'failed',
      place: undefined,
      nextTryAt: undefined,
      reason: 'EXPIRED',
      error: { status: 503, message: 'Given up because of its age. Last: come back later' },
      updatedAt: someTime + hour,
    });
  });

  test('counts from when it took its place, else from its making', () => {
    expect(given(sampleEntry(1, message, { createdAt: 0 }), hour - 1)).toBeUndefined();
    expect(given(sampleEntry(1, message, { queuedAt: undefined }), hour - 1)).toBeUndefined();
    expect(given(sampleEntry(1, message, { queuedAt: undefined }), hour)?.status).toBe('failed');
  });

  test('is unconfirmed where an attempt may have been carried out', () => {
    expect(given(judged(unclear), hour)).toMatchObject({
      status: 'unconfirmed',
      place: undefined,
      nextTryAt: undefined,
      evidenceUntil: undefined,
      reason: 'EXPIRED',
      error: { status: 504 },
    });
  });

  test('says what it waited for, or that it was never tried', () => {
    expect(given(interrupted(sending(), chance), hour)?.error?.message).toMatch('INTERRUPTED');
    expect(given(sampleMessage(1), hour)?.error).toEqual({
      status: undefined,
      message: 'Given up because of its age. Last: it was never tried',
    });
  });
});

describe('the wait of a command', () => {
  test('is what is left of it', () => {
    const waiting = judged(busy);

    expect(waitOf(waiting, now)).toBe(500);
    expect(waitOf(waiting, now + 499)).toBe(1);
    expect(waitOf(waiting, now + second)).toBe(0);
    expect(waitOf(sampleMessage(1), now)).toBe(0);
  });
});

describe('a command that has come to its end', () => {
  test.each(['sent', 'failed', 'unconfirmed'] as const)('(%s) is never changed again', (status) => {
    const ended = sampleEntry(1, message, { status, place: undefined });
    const verdicts: Verdict[] = [{ is: 'done', platformId: '7' }, busy, unclear, refused, unauthorized];

    for (const verdict of verdicts) expect(judged(verdict, ended)).toBe(ended);
    expect(begin(ended, now)).toBe(ended);
    expect(interrupted(ended, chance)).toBe(ended);
    expect(confirmed(ended, 'echo', { now })).toBe(ended);
    expect(held(ended, { now, until: now, reason: 'BREAKER_OPEN', timing })).toBe(ended);
    expect(whileLooking(ended, { now, timing })).toBe(ended);
    expect(giveUpIfOld(ended, { now: now + hour, timing })).toBeUndefined();
  });
});
