import type { Agent, ConversationHead } from './conversation.ts';
import type { ConversationNews, Details, IncomingEvent } from './event.ts';
import { type Latest, type Moment, momentOf, newest, newestMoment } from './moment.ts';
import { padPlatformId } from './platform-id.ts';

/** The most of a message that the summary keeps, in UTF-16 code units. */
const previewLength = 200;

/** The beginning of a text, cut between characters. */
const preview = (text: string): string =>
  text.length <= previewLength
    ? text
    : `${text.slice(0, previewLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

const largerId = (
  known: string | undefined,
  { orderedBy, platformId }: IncomingEvent,
): string | undefined => {
  if (orderedBy === 'receipt' || platformId === undefined) return known;
  return known === undefined || padPlatformId(platformId) > padPlatformId(known) ? platformId : known;
};

/** An agent is assigned, or speaks: then one was assigned, whether we were told or not. */
const assigned = ({ kind, author: { type, id, name } }: IncomingEvent): Agent | undefined => {
  if (kind !== 'agent_assigned' && !(kind === 'message' && type === 'agent')) return undefined;
  return { id, name, automated: type === 'bot' };
};

/** Whether an event tells that the conversation was closed. */
export const isClosing = ({ kind }: IncomingEvent): boolean =>
  kind === 'conversation_complete' || kind === 'agent_closed';

/** Closings kept of a conversation: as many as a platform tells of one, under all its names. */
const mostClosings = 4;

/** What the summary keeps of one closing, in characters of JSON; the event has the rest. */
const largestClosing = 1500;

/** As many of the details as the summary has room for, the first ones first. */
const summarised = (details: Details): Details => {
  const kept: [string, unknown][] = [];
  let size = 0;
  for (const [name, value] of Object.entries(details)) {
    size += JSON.stringify([name, value]).length;
    if (size > largestClosing) break;
    kept.push([name, value]);
  }
  return Object.fromEntries(kept);
};

/** What one event says of a closing is one entry, and all that it said is in it. */
const withClosing = (
  closings: readonly Latest<Details>[],
  event: IncomingEvent,
  at: Moment,
): readonly Latest<Details>[] => {
  if (!isClosing(event)) return closings;
  const known = closings.find((closing) => closing.at === at)?.value;
  const value = summarised({ ...known, ...event.details });
  return [...closings.filter((closing) => closing.at !== at), { at, value }]
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, mostClosings);
};

/** How a conversation rests: every part of it is a maximum, so the order of arrival does not matter. */
const rest = (head: ConversationHead, event: IncomingEvent, at: Moment) => {
  const isActivity = event.kind === 'message' || event.kind === 'agent_assigned';
  const activeAt = isActivity ? newestMoment(head.activeAt, at) : head.activeAt;
  return {
    activeAt,
    idleAt: event.kind === 'conversation_idle' ? newestMoment(head.idleAt, at) : head.idleAt,
    closedAt: isClosing(event) ? newestMoment(head.closedAt, at) : head.closedAt,
    closings: withClosing(head.closings, event, at).filter(
      (closing) => activeAt === undefined || closing.at > activeAt,
    ),
  };
};

const afterEvent = (
  head: ConversationHead,
  { businessName, user }: ConversationNews,
  event: IncomingEvent,
  at: Moment,
): ConversationHead => ({
  ...head,
  ...rest(head, event, at),
  businessName: newest(head.businessName, at, businessName),
  authId: head.authId ?? user.authId,
  userId: newest(head.userId, at, user.userId),
  userName: newest(head.userName, at, user.name),
  userPlatform: newest(head.userPlatform, at, user.platform),
  lastSeq: head.lastSeq + 1,
  lastPlatformId: largerId(head.lastPlatformId, event),
  agent: newest(head.agent, at, assigned(event)),
  lastText: newest(
    head.lastText,
    at,
    event.kind === 'message' && event.text !== '' ? preview(event.text) : undefined,
  ),
});

/** The summary with what another telling of a closing adds: the same event again, under its other name or with more. */
export const amendClosing = (
  head: ConversationHead,
  event: IncomingEvent,
  receivedAt: number,
): ConversationHead => ({ ...head, ...rest(head, event, momentOf(event, receivedAt)) });

/**
 * The summary after these events were stored: pure, and the same whatever order they arrive in. Times are epoch
 * milliseconds.
 */
export const advance = (
  head: ConversationHead,
  news: ConversationNews,
  { receivedAt, now }: { receivedAt: number; now: number },
): ConversationHead => ({
  ...news.events.reduce((known, event) => afterEvent(known, news, event, momentOf(event, receivedAt)), head),
  updatedAt: now,
});
