import { type EvidenceEvent, isFromUser, isOurs, isReply } from './evidence-event.ts';

const isBehind = (one: EvidenceEvent, other: EvidenceEvent | undefined): boolean =>
  other === undefined || one.position > other.position;

/** A bot may answer in several messages: what comes sooner behind another one may belong to it. In milliseconds. */
const quietBefore = 5_000;

/**
 * A reply that only the attempt can have brought about: whatever else was said had its own before the attempt, and the
 * bot was silent when it began. By the platform's order, not ours: a reply may be stored before what it answers, and an old one long after. What was stored
 * in the millisecond in which the attempt began may be from before it or from after it. None of `messages` is recorded
 * as the attempt's.
 */
export const findReply = (
  attemptAt: number,
  messages: readonly EvidenceEvent[],
): EvidenceEvent | undefined => {
  if (messages.some((message) => message.storedAt > attemptAt && isOurs(message))) return undefined;
  const inOrder = messages.toSorted((a, b) => (a.position < b.position ? -1 : 1));
  const until = inOrder.filter(({ storedAt }) => storedAt <= attemptAt);
  const asked = until.findLast((message) => isFromUser(message) || isOurs(message));
  const answer = asked && until.find((message) => isReply(message) && isBehind(message, asked));
  if (asked !== undefined && answer === undefined) return undefined;
  const isSpeaking = until.some(
    (message) =>
      isReply(message) && message.storedAt < attemptAt && message.storedAt > attemptAt - quietBefore,
  );
  if (isSpeaking) return undefined;
  const older = until.findLast(({ storedAt }) => storedAt < attemptAt);
  return inOrder.find((message) => isReply(message) && isBehind(message, older) && isBehind(message, answer));
};
