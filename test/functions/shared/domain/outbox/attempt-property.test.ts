import fc from 'fast-check';
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
import { isFinal, type OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';
import { timingAt } from '#functions/shared/domain/outbox/timing.ts';
import { sampleEntry, sampleMessage } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';

const timing = timingAt(1_000);
const giveUpAt = someTime + timing.giveUpAge;

const commands = fc.constantFrom<Command>(
  sampleMessage(1).command,
  { kind: 'user', profile: {} },
  { kind: 'feedback', resolved: true, rating: 5 },
);

/** What meets a command when its time has come. `took` is how long: milliseconds. */
type Meeting = {
  what: { is: 'answer'; verdict: Verdict } | { is: 'crash' } | { is: 'breaker'; until: number };
  hasEvidence: boolean;
  took: number;
  random: number;
};

const longestAttempt = 28;

const took = fc.integer({ min: 1, max: longestAttempt });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const busy = fc
  .tuple(fc.constantFrom(429, 503, undefined), fc.option(fc.maxSafeNat(), { nil: undefined }))
  .map(([status, retryAfterMs]): Verdict => ({ is: 'busy', reason: 'busy', status, retryAfterMs }));

const failures = fc.oneof(
  busy,
  fc.constantFrom<Verdict>(
    { is: 'unclear', reason: 'HTTP 500', status: 500 },
    { is: 'unauthorized', message: 'said' },
  ),
);

const ends = fc.constantFrom<Verdict>(
  { is: 'done', platformId: '7' },
  { is: 'refused', status: 400, message: 'said' },
  { is: 'refused', status: 400, message: 'said', duplicate: true },
  { is: 'unregistered', status: 403, message: 'said' },
);

const answers = (verdict: fc.Arbitrary<Verdict>): fc.Arbitrary<Meeting['what']> =>
  verdict.map((value) => ({ is: 'answer', verdict: value }));

const anything = fc.oneof(
  { weight: 6, arbitrary: answers(failures) },
  { weight: 1, arbitrary: answers(ends) },
  { weight: 1, arbitrary: fc.constant<Meeting['what']>({ is: 'crash' }) },
  { weight: 1, arbitrary: fc.nat(100).map((until): Meeting['what'] => ({ is: 'breaker', until })) },
);

/** Everything that an entry was, and when. */
type History = { entry: OutboxEntry; at: number }[];

const step = (entry: OutboxEntry, { what, hasEvidence, took, random }: Meeting, at: number): History => {
  if (entry.evidenceUntil !== undefined) {
    if (hasEvidence) return [{ entry: confirmed(entry, 'reply', { now: at }), at }];
    if (at < entry.evidenceUntil) return [{ entry: whileLooking(entry, { now: at, timing }), at }];
  }
  const ended = giveUpIfOld(entry, { now: at, timing });
  if (ended !== undefined) return [{ entry: ended, at }];
  if (what.is === 'breaker') {
    const breaker = { now: at, until: at + what.until, reason: 'BREAKER_OPEN', timing } as const;
    return [{ entry: held(entry, breaker), at: at + took }];
  }
  const begun = { entry: begin(entry, at), at };
  const end = { now: at + took, random, timing };
  const after =
    what.is === 'answer' ? afterVerdict(begun.entry, what.verdict, end) : interrupted(begun.entry, end);
  return [begun, { entry: after, at: end.now }];
};

/** Goes on with a command at each time that it names, as `send` does, until it has come to its end. */
const lifeOf = (command: Command, met: readonly Meeting[]): History => {
  const history: History = [{ entry: sampleEntry(1, command), at: someTime }];
  for (let count = 0; count < 20_000; count += 1) {
    const { entry, at } = history.at(-1) ?? { entry: sampleEntry(1, command), at: someTime };
    const meeting = met[count % met.length];
    if (isFinal(entry.status) || meeting === undefined) return history;
    history.push(...step(entry, meeting, at + waitOf(entry, at)));
  }
  return history;
};

const lives = (what: fc.Arbitrary<Meeting['what']>, hasEvidence: fc.Arbitrary<boolean>) =>
  fc
    .tuple(
      commands,
      fc.array(fc.record<Meeting>({ what, hasEvidence, took, random }), { minLength: 1, maxLength: 40 }),
    )
    .map(([command, met]) => lifeOf(command, met));

const anyLife = lives(
  anything,
  fc.nat(19).map((number) => number === 0),
);
const failingLife = lives(answers(failures), fc.constant(false));

const pairsOf = (history: History) =>
  history.slice(1).map((later, index) => ({ before: history[index]?.entry, ...later }));

describe('whatever a command meets', () => {
  test('it comes to its end, and not later than an attempt after it is given up', () => {
    fc.assert(
      fc.property(anyLife, (history) => {
        const last = history.at(-1);

        expect(isFinal(last?.entry.status ?? 'queued')).toBe(true);
        expect(last?.at).toBeLessThanOrEqual(giveUpAt + longestAttempt);
      }),
    );
  });

  test('it is given up neither early nor without its reason where it only fails', () => {
    fc.assert(
      fc.property(failingLife, (history) => {
        const last = history.at(-1);
        const isDoubtful = history.some(({ entry: { reason } }) => reason?.startsWith('UNCONFIRMED'));

        expect(last?.entry).toMatchObject({
          status: isDoubtful ? 'unconfirmed' : 'failed',
          reason: 'EXPIRED',
          place: undefined,
        });
        expect(last?.at).toBeGreaterThanOrEqual(giveUpAt);
      }),
    );
  });

  test('it says while it waits why and until when, which is neither past nor after it is given up', () => {
    fc.assert(
      fc.property(anyLife, (history) => {
        for (const { entry } of history.filter(({ entry: { status } }) => status === 'waiting')) {
          const { nextTryAt, evidenceUntil, updatedAt, place } = entry;

          expect(entry.reason).toMatch(/^[A-Z_]+(: .+)?$/);
          expect(place).toBeDefined();
          expect(nextTryAt).toBeGreaterThanOrEqual(updatedAt);
          expect(nextTryAt).toBeLessThanOrEqual(Math.max(updatedAt, giveUpAt));
          expect(evidenceUntil ?? nextTryAt).toBeGreaterThanOrEqual(nextTryAt ?? 0);
          expect(evidenceUntil ?? 0).toBeLessThanOrEqual(Math.max(updatedAt, giveUpAt));
        }
      }),
    );
  });

  test('its attempts are those that were begun, but for refused credentials', () => {
    fc.assert(
      fc.property(anyLife, (history) => {
        let attempts = 0;
        for (const { before, entry } of pairsOf(history)) {
          if (entry.status === 'sending') attempts += 1;
          if (before?.status === 'sending' && entry.reason === 'CREDENTIALS_REFUSED') attempts -= 1;

          expect(entry.attempts).toBe(attempts);
        }
      }),
    );
  });

  test('a message that may have been carried out is never tried again without a look for it', () => {
    fc.assert(
      fc.property(anyLife, (history) => {
        for (const { before, entry } of pairsOf(history)) {
          const isRepeated = entry.status === 'sending' && before?.doubtful === true;
          if (isRepeated && entry.command.kind === 'message') expect(before.evidenceUntil).toBeDefined();
        }
      }),
    );
  });

  test('what ended as sent is proven, and what ended otherwise says why', () => {
    fc.assert(
      fc.property(anyLife, (history) => {
        const { status, confirmedBy, error, reason, nextTryAt, evidenceUntil } =
          history.at(-1)?.entry ?? sampleMessage(1);

        expect(confirmedBy !== undefined).toBe(status === 'sent');
        expect(error !== undefined && reason !== undefined).toBe(status !== 'sent');
        expect([nextTryAt, evidenceUntil]).toEqual([undefined, undefined]);
      }),
    );
  });
});
