import { advance } from '#functions/shared/domain/advance.ts';
import { contentDigest } from '#functions/shared/domain/content-digest.ts';
import { type ConversationHead, withNames } from '#functions/shared/domain/conversation.ts';
import type { UserName } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWrite } from '#functions/shared/domain/conversation-store.ts';
import { type IncomingEvent, type StoredEvent, userNames } from '#functions/shared/domain/event.ts';
import { padPlatformId } from '#functions/shared/domain/platform-id.ts';
import { positionOf } from '#functions/shared/domain/position.ts';
import type { Arrival } from './arrival.ts';

export type Plan = { write: ConversationWrite; outOfOrder: number };

const isLate = ({ lastPlatformId }: ConversationHead, { orderedBy, platformId }: IncomingEvent): boolean =>
  orderedBy === 'platform' &&
  lastPlatformId !== undefined &&
  platformId !== undefined &&
  padPlatformId(platformId) < padPlatformId(lastPlatformId);

const placed = (head: ConversationHead, event: IncomingEvent, arrival: Arrival, now: number): StoredEvent => {
  const seq = head.lastSeq + 1;
  return {
    ...event,
    seq,
    position: positionOf(event, { seq, receivedAt: arrival.receivedAt, lastPlatformId: head.lastPlatformId }),
    direction: arrival.sent ? 'out' : 'in',
    outboxId: arrival.sent?.outboxId,
    digest: contentDigest(event),
    deliveryId: arrival.deliveryId,
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
  { now, taken }: { now: number; taken: ReadonlySet<UserName> },
): Plan => {
  const events: StoredEvent[] = [];
  let after = before;
  let outOfOrder = 0;
  for (const arrival of arrivals) {
    for (const event of arrival.news.events) {
      events.push(placed(after, event, arrival, now));
      if (isLate(after, event)) outOfOrder += 1;
      after = advance(after, { ...arrival.news, events: [event] }, { receivedAt: arrival.receivedAt, now });
    }
  }
  const told = arrivals.flatMap(({ news }) => userNames(news.user));
  const { head, due } = withNames(after, told, now);
  const users = due.filter((name) => !taken.has(name));
  return { write: { previousSeq: before.lastSeq, head, events, users }, outOfOrder };
};
