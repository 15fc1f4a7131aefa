import type { UserKey } from './conversation-id.ts';
import { type Author, type ConversationNews, type EndUser, type IncomingEvent, userKeys } from './event.ts';
import { padPlatformId } from './platform-id.ts';

export type Agent = { id?: string | undefined; name?: string | undefined; automated: boolean };

/**
 * A moment on the platform, sorting as text: platform time, then platform id. What is newest follows this,
 * never the order of arrival.
 */
type Moment = string;

/** The summary of a conversation: its HEAD. Times are epoch milliseconds. */
export type ConversationHead = {
  conversationId: string;
  channel: string;
  source: string;
  businessId: string;
  businessName?: string | undefined;
  user: EndUser;
  /** The seq given last; the next event gets the one after it. */
  lastSeq: number;
  /** Largest platform id seen. */
  lastPlatformId?: string | undefined;
  /** The agent who has the chat, since when. */
  assigned?: { at: Moment; agent: Agent } | undefined;
  lastMessage?: { at: Moment; text: string } | undefined;
  /** When the platform last described the user and the business. */
  describedAt?: Moment | undefined;
  /** When the user's names were last bound to the conversation. */
  usersBoundAt: number;
  createdAt: number;
  updatedAt: number;
};

export type ConversationStatus = 'bot' | 'agent';

/** Who the user is talking to. */
export const statusOf = (head: ConversationHead): ConversationStatus =>
  head.assigned === undefined ? 'bot' : 'agent';

/** The most of a message that the summary keeps, in characters. */
const previewLength = 200;

const preview = (text: string): string =>
  text.length <= previewLength
    ? text
    : `${Array.from(text.slice(0, previewLength - 1)).join('')}…`.toWellFormed();

const momentOf = (event: IncomingEvent): Moment =>
  `${String(event.platformAt ?? 0).padStart(16, '0')}#${padPlatformId(event.platformId ?? '')}`;

const isNewer = (moment: Moment, than: Moment | undefined): boolean => than === undefined || moment > than;

const largerId = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return padPlatformId(a) > padPlatformId(b) ? a : b;
};

const agentOf = ({ id, name }: Author): Agent => ({ id, name, automated: false });

/** What one event changes. Taking the newest of each makes the result independent of the order of arrival. */
const afterEvent = (head: ConversationHead, event: IncomingEvent): ConversationHead => {
  const at = momentOf(event);
  const assigns = event.author.type === 'agent' && isNewer(at, head.assigned?.at);
  return {
    ...head,
    lastSeq: head.lastSeq + 1,
    lastPlatformId: largerId(head.lastPlatformId, event.platformId),
    assigned: assigns ? { at, agent: agentOf(event.author) } : head.assigned,
    lastMessage: isNewer(at, head.lastMessage?.at) ? { at, text: preview(event.text) } : head.lastMessage,
  };
};

const merged = (known: EndUser, told: EndUser): EndUser => ({
  authId: known.authId ?? told.authId,
  userId: known.userId ?? told.userId,
  name: told.name ?? known.name,
  platform: told.platform ?? known.platform,
});

const described = (head: ConversationHead, news: ConversationNews): ConversationHead => {
  const at = news.events.map(momentOf).reduce((latest, moment) => (moment > latest ? moment : latest), '');
  return isNewer(at, head.describedAt)
    ? {
        ...head,
        businessName: news.businessName ?? head.businessName,
        user: merged(head.user, news.user),
        describedAt: at,
      }
    : { ...head, businessName: head.businessName ?? news.businessName, user: merged(news.user, head.user) };
};

/** The summary after these events were stored: pure, and the same whatever order they arrive in. */
export const advance = (head: ConversationHead, news: ConversationNews, now: number): ConversationHead => ({
  ...news.events.reduce(afterEvent, described(head, news)),
  updatedAt: now,
});

type NewConversation = {
  conversationId: string;
  channel: string;
  source: string;
  businessId: string;
  now: number;
};

/** The summary of a conversation of which nothing is stored yet. */
export const emptyHead = ({ now, ...names }: NewConversation): ConversationHead => ({
  ...names,
  user: {},
  lastSeq: 0,
  usersBoundAt: now,
  createdAt: now,
  updatedAt: now,
});

const renewAfter = 30 * 24 * 60 * 60 * 1000;

/** The names to bind to the conversation now: all of them when one is new to it, and once a month. */
export const usersToBind = (before: ConversationHead, after: ConversationHead, now: number): UserKey[] => {
  const hasNew = before.user.authId !== after.user.authId || before.user.userId !== after.user.userId;
  return hasNew || now - before.usersBoundAt >= renewAfter ? userKeys(after.user) : [];
};
