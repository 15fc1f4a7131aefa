import {
  type ConversationHead,
  type ConversationStatus,
  statusOf,
} from '#functions/shared/domain/conversation.ts';
import type { Author, EndUser, EventKind, StoredEvent } from '#functions/shared/domain/event.ts';
import type { Hsl } from '#functions/shared/domain/hsl.ts';
import { parseJson } from '#functions/shared/domain/json.ts';

/** A conversation as callers see it; times are ISO 8601 in UTC. */
export type ConversationView = {
  id: string;
  channel: string;
  source: string;
  businessId: string;
  businessName?: string | undefined;
  user: EndUser;
  status: ConversationStatus;
  agent?: { id?: string | undefined; name?: string | undefined; automated: boolean } | undefined;
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
  author: Author;
  text: string;
  hsl?: Hsl | undefined;
  platformId?: string | undefined;
  platformAt?: string | undefined;
  receivedAt: string;
  storedAt: string;
  eventName: string;
  payload: unknown;
};

const iso = (time: number): string => new Date(time).toISOString();

export const conversationView = (head: ConversationHead): ConversationView => ({
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
  agent: head.agent?.value,
  lastSeq: head.lastSeq,
  lastText: head.lastText?.value,
  createdAt: iso(head.createdAt),
  updatedAt: iso(head.updatedAt),
});

export const eventView = (conversationId: string, event: StoredEvent): EventView => ({
  // A seq is given once and never changes, so this names the event for good.
  id: `${conversationId}:${event.seq}`,
  seq: event.seq,
  position: event.position,
  kind: event.kind,
  direction: event.direction,
  author: event.author,
  text: event.text,
  hsl: event.hsl,
  platformId: event.platformId,
  platformAt: event.platformAt === undefined ? undefined : iso(event.platformAt),
  receivedAt: iso(event.receivedAt),
  storedAt: iso(event.storedAt),
  eventName: event.eventName,
  payload: parseJson(event.payload),
});
