import type { UserName } from './conversation-id.ts';
import type { Author, ConversationNews, IncomingEvent } from './event.ts';
import { padPlatformId } from './platform-id.ts';

export type Agent = { id?: string | undefined; name?: string | undefined; automated: boolean };

/**
 * A moment on the platform, sorting as text: platform time, then platform id. What is newest follows this,
 * never the order of arrival.
 */
type Moment = string;

/** The newest that the platform said of something, and when. */
export type Latest<Value> = { at: Moment; value: Value };

/** The summary of a conversation: its HEAD. Times are epoch milliseconds. */
export type ConversationHead = {
  conversationId: string;
  channel: string;
  source: string;
  businessId: string;
  businessName?: Latest<string> | undefined;
  /** Never changes once it is known: another auth_id is another user. */
  authId?: string | undefined;
  userId?: Latest<string> | undefined;
  userName?: Latest<string> | undefined;
  userPlatform?: Latest<string> | undefined;
  /** The seq given last; the next event gets the one after it. */
  lastSeq: number;
  /** Largest platform id seen. */
  lastPlatformId?: string | undefined;
  /** The agent who has the chat. */
  agent?: Latest<Agent> | undefined;
  lastText?: Latest<string> | undefined;
  /** The user's names that were seen to: they lead here, or for good elsewhere. All are written anew once a month. */
  names: readonly UserName[];
  namesWrittenAt: number;
  createdAt: number;
  updatedAt: number;
};

export type ConversationStatus = 'bot' | 'agent';

/** Who the user is talking to. */
export const statusOf = (head: ConversationHead): ConversationStatus =>
  head.agent === undefined ? 'bot' : 'agent';

/** The most of a message that the summary keeps, in UTF-16 code units. */
const previewLength = 200;

/** The beginning of a text, cut between characters. */
const preview = (text: string): string =>
  text.length <= previewLength
    ? text
    : `${text.slice(0, previewLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

const momentOf = (event: IncomingEvent): Moment =>
  `${String(event.platformAt ?? 0).padStart(16, '0')}#${padPlatformId(event.platformId ?? '')}`;

const newest = <Value>(
  known: Latest<Value> | undefined,
  at: Moment,
  value: Value | undefined,
): Latest<Value> | undefined =>
  value !== undefined && (known === undefined || at > known.at) ? { at, value } : known;

const largerId = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return padPlatformId(a) > padPlatformId(b) ? a : b;
};

const agentOf = ({ type, id, name }: Author): Agent | undefined =>
  type === 'agent' ? { id, name, automated: false } : undefined;

/** What one event changes. Taking the newest of each makes the result independent of the order of arrival. */
const afterEvent = (
  head: ConversationHead,
  news: ConversationNews,
  event: IncomingEvent,
): ConversationHead => {
  const at = momentOf(event);
  return {
    ...head,
    businessName: newest(head.businessName, at, news.businessName),
    authId: head.authId ?? news.user.authId,
    userId: newest(head.userId, at, news.user.userId),
    userName: newest(head.userName, at, news.user.name),
    userPlatform: newest(head.userPlatform, at, news.user.platform),
    lastSeq: head.lastSeq + 1,
    lastPlatformId: largerId(head.lastPlatformId, event.platformId),
    agent: newest(head.agent, at, agentOf(event.author)),
    lastText: newest(head.lastText, at, preview(event.text)),
  };
};

/** The summary after these events were stored: pure, and the same whatever order they arrive in. */
export const advance = (head: ConversationHead, news: ConversationNews, now: number): ConversationHead => ({
  ...news.events.reduce((known, event) => afterEvent(known, news, event), head),
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
export const emptyHead = ({ now, ...ids }: NewConversation): ConversationHead => ({
  ...ids,
  lastSeq: 0,
  names: [],
  namesWrittenAt: now,
  createdAt: now,
  updatedAt: now,
});

const renewAfter = 30 * 24 * 60 * 60 * 1000;

/** Names kept of one user; one who is given a new user_id every day must not outgrow a transaction. */
const mostNames = 20;

/** The summary with the names that were told, and those of its names that are due to be written. */
export const withNames = (
  head: ConversationHead,
  told: readonly UserName[],
  now: number,
): { head: ConversationHead; due: UserName[] } => {
  const names = [...new Set([...head.names, ...told])].slice(0, mostNames);
  const renew = now - head.namesWrittenAt >= renewAfter;
  return {
    head: { ...head, names, namesWrittenAt: renew ? now : head.namesWrittenAt },
    due: renew ? names : names.slice(head.names.length),
  };
};
