import { mayPass } from '#functions/shared/domain/errors.ts';
import {
  giveUpIfOld,
  held,
  interrupted,
  waitOf,
  whileLooking,
} from '#functions/shared/domain/outbox/attempt.ts';
import { admit } from '#functions/shared/domain/outbox/breaker.ts';
import { isFinal, type OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Lane } from '#functions/shared/domain/outbox/outbox-store.ts';
import { attemptOnce } from './attempt-once.ts';
import { lookForEvidence } from './look-for-evidence.ts';
import { isSpokenEntry } from './record-sent.ts';
import type { Run, SendDependencies } from './run.ts';

/** What became of an entry; `undefined`: somebody else changed it meanwhile. */
type Stepped = OutboxEntry | undefined;

const giveUp = async (run: Run, ended: OutboxEntry): Promise<Stepped> => {
  const { channel, outboxId, attempts, status } = ended;
  const saved = await run.outbox.save(ended);
  if (saved === undefined) return undefined;
  run.metrics.add(channel, status === 'unconfirmed' ? 'Unconfirmed' : 'SendFailed');
  run.log.error('A command grew too old and was given up.', { channel, outboxId, attempts, status });
  return saved;
};

/** Looks whether an attempt was carried out of which nobody knows. `in vain`: time to try again. */
const whetherCarriedOut = async (run: Run, entry: OutboxEntry): Promise<Stepped | 'in vain'> => {
  if (!isSpokenEntry(entry)) return 'in vain';
  const sent = await lookForEvidence(run, entry).catch((error: unknown) => {
    // What cannot be looked into for good must not stand here for ever: its age ends it.
    if (mayPass(error)) throw error;
    const { channel, outboxId } = entry;
    run.log.error('Evidence of a command cannot be looked for.', { channel, outboxId }, error);
    return undefined;
  });
  if (sent !== undefined) {
    run.metrics.add(entry.channel, 'Sent');
    return run.outbox.save(sent);
  }
  const now = run.clock();
  const isOver = entry.evidenceUntil === undefined || now >= entry.evidenceUntil;
  return isOver ? 'in vain' : run.outbox.save(whileLooking(entry, { now, timing: run.timing }));
};

const attempt = async (run: Run, entry: OutboxEntry): Promise<Stepped> => {
  const { outbox, breakers, channels, clock, timing } = run;
  const wait = (reason: 'BREAKER_OPEN' | 'NOT_CONFIGURED', until: number) =>
    outbox.save(held(entry, { now: clock(), until, reason, timing }));
  const channel = channels.find(({ name }) => name === entry.channel);
  if (channel?.send === undefined) return wait('NOT_CONFIGURED', clock() + timing.probeInterval);
  const breaker = await breakers.read(channel.name);
  const admission = admit(breaker, { now: clock(), timing });
  if (admission.is === 'open') return wait('BREAKER_OPEN', admission.until);
  if (admission.is === 'probe' && !(await breakers.takeProbe(channel.name, breaker, clock())))
    return wait('BREAKER_OPEN', clock() + timing.probeInterval);
  return attemptOnce(run, entry, { channel, breaker });
};

const step = async (run: Run, found: OutboxEntry): Promise<Stepped> => {
  run.about('outboxId', found.outboxId);
  if (found.requestId !== undefined) run.about('requestId', found.requestId);
  const { clock, timing, random } = run;
  // Whoever was at it did not come to its end: what it asked the platform may have been done.
  const entry =
    found.status === 'sending' ? interrupted(found, { now: clock(), random: random(), timing }) : found;
  if (entry.evidenceUntil !== undefined) {
    const looked = await whetherCarriedOut(run, entry);
    if (looked !== 'in vain') return looked;
  } else if (waitOf(entry, clock()) > 0) return entry === found ? entry : run.outbox.save(entry);
  const ended = giveUpIfOld(entry, { now: clock(), timing });
  return ended === undefined ? attempt(run, entry) : giveUp(run, ended);
};

/**
 * Carries out the commands of a lane, oldest first, one after the other. Answers after how many milliseconds somebody
 * must come again, or `undefined` when the lane is empty. No further command is begun after `beginUntil`, and nothing
 * is tried again after `until` (epoch milliseconds).
 * @throws StoreUnavailableError
 */
export const createSend =
  (deps: SendDependencies) =>
  async (lane: Lane, times: { beginUntil: number; until: number }): Promise<number | undefined> => {
    const run: Run = { ...deps, until: times.until };
    for (;;) {
      const entry = await deps.outbox.next(lane);
      if (entry === undefined) return undefined;
      if (deps.clock() >= times.beginUntil) return 0;
      const after = await step(run, entry);
      if (after !== undefined && !isFinal(after.status)) return waitOf(after, deps.clock());
    }
  };
