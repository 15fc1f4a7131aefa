import type { UserName } from './conversation-id.ts';
import type { Details, TypingState } from './event.ts';
import type { Latest, Moment } from './moment.ts';

export type Agent = { id?: string | undefined; name?: string | undefined; automated: boolean };

/** Whether somebody writes to the user, as of a time in epoch milliseconds. */
export type Typing = { state: TypingState; at: number };

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
  /** When somebody spoke or an agent was assigned last. */
  activeAt?: Moment | undefined;
  idleAt?: Moment | undefined;
  closedAt?: Moment | undefined;
  /** What was said of the closing that stands, newest first; a platform may tell of one closing in several events. */
  closings: readonly Latest<Details>[];
  /** The agent assigned last. */
  agent?: Latest<Agent> | undefined;
  lastText?: Latest<string> | undefined;
  /** Written on its own, beside the events. */
  typing?: Typing | undefined;
  /** The user's names that were seen to: they lead here, or for good elsewhere. All are written anew once a month. */
  names: readonly UserName[];
  namesWrittenAt: number;
  createdAt: number;
  updatedAt: number;
};

export type ConversationStatus = 'bot' | 'agent' | 'idle' | 'complete';

const isAfter = (at: Moment | undefined, other: Moment | undefined): boolean =>
  at !== undefined && (other === undefined || at > other);

/** The agent who has the chat: closing it clears the agent. */
export const agentOf = ({ agent, closedAt }: ConversationHead): Agent | undefined =>
  isAfter(agent?.at, closedAt) ? agent?.value : undefined;

/** Who the user is talking to, or how the conversation rests. Whatever is said after a closing opens it again. */
export const statusOf = (head: ConversationHead): ConversationStatus => {
  if (isAfter(head.closedAt, head.activeAt)) return 'complete';
  if (isAfter(head.idleAt, head.activeAt)) return 'idle';
  return agentOf(head)?.automated === false ? 'agent' : 'bot';
};

/** What the platform said of the closing, all its events taken together: the newest wins. Open: `undefined`. */
export const closingOf = (head: ConversationHead): Details | undefined =>
  statusOf(head) === 'complete'
    ? Object.fromEntries(head.closings.toReversed().flatMap(({ value }) => Object.entries(value)))
    : undefined;

/** How long it is news that somebody began or stopped to write: milliseconds. */
const typingLasts = 30_000;

/** What to show of typing; somebody who began long ago has stopped, whether we were told or not. */
export const typingOf = ({ typing }: ConversationHead, now: number): Typing | undefined =>
  typing !== undefined && now - typing.at < typingLasts ? typing : undefined;

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
  closings: [],
  names: [],
  namesWrittenAt: now,
  createdAt: now,
  updatedAt: now,
});

const renewAfter = 30 * 24 * 60 * 60 * 1000;

/** Names kept of one user; one who is given a new user_id every day must not outgrow a transaction. */
const mostNames = 19;

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
