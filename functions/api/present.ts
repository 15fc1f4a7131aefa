import {
  type Agent,
  agentOf,
  type ConversationHead,
  type ConversationStatus,
  closingOf,
  statusOf,
  typingOf,
} from '#functions/shared/domain/conversation.ts';
import type {
  Author,
  Details,
  EndUser,
  EventContent,
  EventKind,
  ReadEvent,
  TypingState,
} from '#functions/shared/domain/event.ts';
import type { Hsl } from '#functions/shared/domain/hsl/hsl.ts';
import { parseOwnJson } from '#functions/shared/domain/json.ts';

/** A conversation as callers see it; times are ISO 8601 in UTC. */
export type ConversationView = {
  id: string;
  channel: string;
  source: string;
  businessId: string;
  businessName?: string | undefined;
  user: EndUser;
  status: ConversationStatus;
  agent?: Agent | undefined;
  typing?: { state: TypingState; at: string } | undefined;
  /** What the platform said of the closing; there while the status is `complete`. */
  closing?: Details | undefined;
  lastSeq: number;
  lastText?: string | undefined;
  createdAt: string;
  updatedAt: string;
};

/** An event as callers see it; `payload` is the platform's own JSON. */
export type EventView = {
  id: string;
  seq: number;
  position: string;
  kind: EventKind;
  direction: 'in' | 'out';
  /** The command that sent it. */
  outboxId?: string | undefined;
  /** The delivery that brought it first: every log line about it has this id. */
  deliveryId?: string | undefined;
  author: Author;
  text: string;
  hsl?: Hsl | undefined;
  /** What the kind of event says beside its text, such as how a conversation was closed. */
  details?: Details | undefined;
  platformId?: string | undefined;
  platformAt?: string | undefined;
  receivedAt: string;
  storedAt: string;
  eventName: string;
  /** `null` where it was large and is no longer kept; `problem` then says so. */
  payload: unknown;
  problem?: string | undefined;
};

const iso = (time: number): string => new Date(time).toISOString();

const typingView = (head: ConversationHead, now: number): ConversationView['typing'] => {
  const typing = typingOf(head, now);
  return typing && { state: typing.state, at: iso(typing.at) };
};

/** `now` is in epoch milliseconds: typing is shown for a while only. */
export const conversationView = (head: ConversationHead, now: number): ConversationView => ({
  id: head.conversationId,
  channel: head.channel,
  source: head.source,
  businessId: head.businessId,
  businessName: head.businessName?.value,
  user: {
    authId: head.authId,
    userId: head.userId?.value,
    name: head.userName?.value,
    platform: head.userPlatform?.value,
  },
  status: statusOf(head),
  agent: agentOf(head),
  typing: typingView(head, now),
  closing: closingOf(head),
  lastSeq: head.lastSeq,
  lastText: head.lastText?.value,
  createdAt: iso(head.createdAt),
  updatedAt: iso(head.updatedAt),
});

const viewOf = (conversationId: string, event: ReadEvent, content: EventContent | undefined): EventView => ({
  // A seq is given once and never changes, so this names the event for good.
  id: `${conversationId}:${event.seq}`,
  seq: event.seq,
  position: event.position,
  kind: event.kind,
  direction: event.direction,
  outboxId: event.outboxId,
  deliveryId: event.deliveryId,
  author: event.author,
  text: event.text,
  hsl: content?.hsl,
  details: content?.details,
  platformId: event.platformId,
  platformAt: event.platformAt === undefined ? undefined : iso(event.platformAt),
  receivedAt: iso(event.receivedAt),
  storedAt: iso(event.storedAt),
  eventName: event.eventName,
  ...(content === undefined
    ? { payload: null, problem: 'The payload is no longer kept.' }
    : { payload: parseOwnJson(content.payload) }),
});

/** @throws StoreUnavailableError when the content of a large event cannot be fetched now. */
export const eventView = async (conversationId: string, event: ReadEvent): Promise<EventView> =>
  viewOf(conversationId, event, await event.content());
