import type { ReadEvent } from '#functions/shared/domain/event.ts';

/** What is looked at of a stored event. */
export type EvidenceEvent = Pick<
  ReadEvent,
  'seq' | 'position' | 'kind' | 'direction' | 'author' | 'text' | 'platformId' | 'storedAt' | 'outboxId'
>;

const isNamed = ({ author: { id, name } }: EvidenceEvent): boolean => id !== undefined || name !== undefined;

/** Whether it came from the platform, and we know of no command that sent it. */
const isUnbound = ({ direction, outboxId }: EvidenceEvent): boolean =>
  direction === 'in' && outboxId === undefined;

/** A message that we sent. */
export const isOurs = (event: EvidenceEvent): boolean => !isUnbound(event);

/**
 * A message of the user that nobody has claimed. One of a bot that is not named is taken for the user's: so a payload
 * without an agent is read, and how the platform tells of the user's own messages is not documented.
 */
export const isFromUser = (event: EvidenceEvent): boolean =>
  isUnbound(event) && (event.author.type === 'user' || (event.author.type === 'bot' && !isNamed(event)));

/** A message of the bot. An agent's proves nothing: people write when they like. */
export const isReply = (event: EvidenceEvent): boolean =>
  isUnbound(event) && event.author.type === 'bot' && isNamed(event);
