import { advance, type ConversationHead, usersToBind } from '#functions/shared/domain/conversation.ts';
import { formatUserKey } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWrite } from '#functions/shared/domain/conversation-store.ts';
import type { IncomingEvent, StoredEvent } from '#functions/shared/domain/event.ts';
import { padPlatformId } from '#functions/shared/domain/platform-id.ts';
import { positionOf } from '#functions/shared/domain/position.ts';
import type { Arrival } from './arrival.ts';

export type Plan = { write: ConversationWrite; outOfOrder: number };

const isLate = ({ lastPlatformId }: ConversationHead, { platformId }: IncomingEvent): boolean =>
  lastPlatformId !== undefined &&
  platformId !== undefined &&
  padPlatformId(platformId) < padPlatformId(lastPlatformId);

const placed = (head: ConversationHead, event: IncomingEvent, arrival: Arrival, now: number): StoredEvent => {
  const seq = head.lastSeq + 1;
  return {
    ...event,
    seq,
    position: positionOf(event, { seq, lastPlatformId: head.lastPlatformId }),
    direction: 'in',
    receivedAt: arrival.receivedAt,
    storedAt: now,
    payload: arrival.payload,
  };
};

/**
 * Gives each event the next seq and its position, and the summary after all of them.
 * Names in `taken` lead to another conversation for good and are left alone.
 */
export const planWrite = (
  before: ConversationHead,
  arrivals: readonly Arrival[],
  { now, taken }: { now: number; taken: ReadonlySet<string> },
): Plan => {
  const events: StoredEvent[] = [];
  let head = before;
  let outOfOrder = 0;
  for (const arrival of arrivals) {
    for (const event of arrival.news.events) {
      events.push(placed(head, event, arrival, now));
      if (isLate(head, event)) outOfOrder += 1;
      head = advance(head, { ...arrival.news, events: [event] }, now);
    }
  }
  const users = usersToBind(before, head, now).filter((user) => !taken.has(formatUserKey(user)));
  const usersBoundAt = users.length > 0 ? now : before.usersBoundAt;
  return {
    write: { previousSeq: before.lastSeq, head: { ...head, usersBoundAt }, events, users },
    outOfOrder,
  };
};
