import type { Channel } from '#functions/shared/domain/channel.ts';
import { mayPass } from '#functions/shared/domain/errors.ts';
import { afterVerdict, begin } from '#functions/shared/domain/outbox/attempt.ts';
import { closesBreaker, failuresToOpen, isTransient } from '#functions/shared/domain/outbox/breaker.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Breaker } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';
import { callPlatform } from './call-platform.ts';
import { persistently } from './persistently.ts';
import { isSpokenEntry } from './record-sent.ts';
import type { Run } from './run.ts';

type Attempt = { channel: Channel; breaker: Breaker };

const openBreaker = async ({ breakers, metrics, log, clock }: Run, channel: string, why: string) => {
  if (!(await breakers.open(channel, clock()))) return;
  metrics.add(channel, 'BreakerOpen');
  log.error('The platform is not called any more, but now and then to see whether it answers.', {
    channel,
    why,
  });
};

/** What an answer says of the platform itself, whatever it says of the command. */
const tellBreaker = async (run: Run, { channel: { name }, breaker }: Attempt, verdict: Verdict) => {
  if (verdict.is === 'unauthorized') {
    const { status } = verdict;
    return openBreaker(run, name, status === undefined ? 'no credentials' : `HTTP ${status}`);
  }
  if (isTransient(verdict)) {
    const failures = await run.breakers.addFailure(name);
    return failures >= failuresToOpen ? openBreaker(run, name, verdict.reason) : undefined;
  }
  const isKnownWell = breaker.failures === 0 && breaker.openedAt === undefined;
  return isKnownWell || !closesBreaker(verdict) ? undefined : run.breakers.close(name);
};

/**
 * Stores what was carried out as an event of its conversation, before the outbox says that it was sent; answers the
 * conversation's id. What can never be stored was sent all the same, and is not sent again for it.
 */
const record = async (
  run: Run,
  entry: OutboxEntry,
  { source }: Channel,
  verdict: Verdict,
): Promise<string | undefined> => {
  if (verdict.is !== 'done' || !isSpokenEntry(entry)) return entry.conversationId;
  const { platformId, platformAt } = verdict;
  const sent = { source, sentAt: run.clock(), platformId, platformAt };
  try {
    return await persistently(run, () => run.recordSent(entry, sent, run.until));
  } catch (error) {
    if (mayPass(error)) throw error;
    const { channel, outboxId } = entry;
    run.log.error('What was sent can never be stored in its conversation.', { channel, outboxId }, error);
    return entry.conversationId;
  }
};

const report = (
  { metrics, log }: Run,
  { channel, outboxId, status, attempts, reason, error }: OutboxEntry,
) => {
  if (status === 'sent') metrics.add(channel, 'Sent');
  if (status === 'waiting') metrics.add(channel, 'SendRetry');
  if (status !== 'failed') return;
  metrics.add(channel, 'SendFailed');
  log.error('A command failed for good.', { channel, outboxId, attempts, reason, status: error?.status });
};

/**
 * Asks the platform to carry the command out, and notes what came of it. `undefined`: somebody else changed the entry
 * meanwhile, and nothing was asked.
 * @throws StoreUnavailableError; the entry is then found as `sending`, and treated as one whose outcome nobody knows.
 */
export const attemptOnce = async (
  run: Run,
  entry: OutboxEntry,
  attempt: Attempt,
): Promise<OutboxEntry | undefined> => {
  const { outbox, metrics, clock, random, timing } = run;
  const sending = await outbox.save(begin(entry, clock()));
  if (sending === undefined) return undefined;
  metrics.add(entry.channel, 'SendAttempt');
  const verdict = await callPlatform(run, sending, attempt.channel);
  metrics.add(entry.channel, 'SendMs', clock() - (sending.attemptAt ?? clock()));
  const conversationId = await record(run, sending, attempt.channel, verdict);
  const chance = { now: clock(), random: random(), timing };
  const after = afterVerdict({ ...sending, conversationId }, verdict, chance);
  const saved = await persistently(run, () => outbox.save(after));
  report(run, after);
  await tellBreaker(run, attempt, verdict);
  return saved;
};
