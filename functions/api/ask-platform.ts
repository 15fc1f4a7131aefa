import type { OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Platform, PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import type { Destination } from './destination.ts';
import { problemIn } from './platform-problem.ts';

export type AskPlatformDependencies = {
  platform: Pick<Platform, 'ask' | 'register'>;
  outbox: Pick<OutboxStore, 'profile'>;
};

/** The only 403 of the platform's chat calls: it does not know the user. */
const isUnregistered = (answer: PlatformAnswer): boolean =>
  answer.outcome === 'answered' && answer.status === 403;

/**
 * Asks the platform. A user whom it does not know is registered with what is known, and then it is asked once more.
 * @throws PlatformError where the user cannot be registered
 */
export const askPlatform = async (
  { platform, outbox }: AskPlatformDependencies,
  { destination, text }: { destination: Destination; text: string },
  signal: AbortSignal,
): Promise<PlatformAnswer> => {
  const { channel, laneUser, user, businessId } = destination;
  const target = { channel, user, businessId };
  const answer = await platform.ask(target, text, signal);
  if (!isUnregistered(answer)) return answer;
  const profile = await outbox.profile(channel.name, laneUser);
  const registered = await platform.register(target, profile ?? {}, signal);
  if (registered.is !== 'done') throw problemIn(registered);
  return platform.ask(target, text, signal);
};
