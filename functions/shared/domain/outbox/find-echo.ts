import { plainText } from '#functions/shared/domain/text.ts';
import { type EvidenceEvent, isFromUser, isOurs } from './evidence-event.ts';

/** Echoes that belong to nobody. A message that we sent and have no id of has, or will have, one of them as well. */
const unclaimed = (messages: readonly EvidenceEvent[]): EvidenceEvent[] => {
  const free: EvidenceEvent[] = [];
  let claims = 0;
  for (const message of messages) {
    if (isFromUser(message)) {
      if (claims > 0) claims -= 1;
      else free.push(message);
    } else if (isOurs(message) && message.platformId === undefined && free.pop() === undefined) {
      claims += 1;
    }
  }
  return free;
};

/**
 * The message of these words that an attempt sent, where it came back from the platform. `messages` are in the order of
 * storing, and none of them is recorded as the attempt's.
 */
export const findEcho = (
  words: string,
  attemptAt: number,
  messages: readonly EvidenceEvent[],
): EvidenceEvent | undefined => {
  const sent = plainText(words);
  if (sent === '') return undefined;
  const same = messages.filter(({ text }) => text === sent);
  return unclaimed(same).find(({ storedAt }) => storedAt >= attemptAt);
};
