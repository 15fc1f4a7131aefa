import type { Channel } from '#functions/shared/domain/channel.ts';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Target, Verdict } from '#functions/shared/domain/outbox/platform.ts';
import type { Run } from './run.ts';

/** What one attempt may take altogether, in milliseconds: a call, and at most a registration and the call again. */
export const attemptLimit = 28_000;

/** What is known of the user is told to the platform. Whether it took it twice does no harm. */
const register = async (
  run: Run,
  entry: OutboxEntry,
  target: Target,
  signal: AbortSignal,
): Promise<Verdict> => {
  const profile = await run.outbox.profile(entry.channel, entry.laneUser);
  const verdict = await run.platform.register(target, profile ?? {}, signal);
  return verdict.is === 'unclear' ? { ...verdict, is: 'busy' } : verdict;
};

/** What cannot even be asked: the file is gone or cannot be read now, or the configuration is wrong. */
const verdictOn = ({ log }: Run, { channel, outboxId }: OutboxEntry, error: unknown): Verdict => {
  if (error instanceof NotFoundError) return { is: 'refused', message: error.message, ours: true };
  log.error('A command could not be put to the platform.', { channel, outboxId }, error);
  return { is: 'busy', reason: 'nothing could be asked of the platform: see the log of send', ours: true };
};

const perform = async (
  run: Run,
  entry: OutboxEntry,
  target: Target,
  signal: AbortSignal,
): Promise<Verdict> => {
  try {
    return await run.platform.perform(target, entry.command, signal);
  } catch (error) {
    return verdictOn(run, entry, error);
  }
};

/**
 * Carries a command out; a user whom the platform does not know is registered, and then it is tried once more. So it is
 * where registering is refused: somebody else may have been faster.
 */
export const callPlatform = async (run: Run, entry: OutboxEntry, channel: Channel): Promise<Verdict> => {
  const { user, businessId } = entry;
  const target = { channel, user, businessId };
  const signal = AbortSignal.timeout(attemptLimit);
  const verdict = await perform(run, entry, target, signal);
  // The platform registers by the company's own id only.
  if (verdict.is !== 'unregistered' || user.authId === undefined) return verdict;
  const registered = await register(run, entry, target, signal);
  if (registered.is !== 'done' && registered.is !== 'refused') return registered;
  const again = await perform(run, entry, target, signal);
  // Why the user cannot be registered tells the sender more than that the user is not.
  return again.is === 'unregistered' && registered.is === 'refused' ? registered : again;
};
