import { formatUserName, type UserName } from './conversation-id.ts';
import type { Hsl } from './hsl/hsl.ts';

/** What an event can say about a conversation. */
export const eventKinds = [
  'message',
  'agent_assigned',
  'conversation_idle',
  'conversation_complete',
  'agent_closed',
  'rating',
  'ticket',
  'lead',
  'unknown',
] as const;

export type EventKind = (typeof eventKinds)[number];

/** Who speaks or acts. */
export type Author = {
  type: 'bot' | 'agent' | 'user' | 'system';
  id?: string | undefined;
  name?: string | undefined;
};

/** The end user as the platform names them; at least one of the ids is known. */
export type EndUser = {
  authId?: string | undefined;
  userId?: string | undefined;
  name?: string | undefined;
  platform?: string | undefined;
};

/** What a kind of event says beside its text, such as how a conversation was closed: JSON, by names of ours. */
export type Details = Readonly<Record<string, unknown>>;

/** One fact about a conversation, as a source read it out of a delivery. Times are epoch milliseconds. */
export type IncomingEvent = {
  kind: EventKind;
  /** The platform's own name of the event; empty where it gave none. */
  eventName: string;
  /** What makes two deliveries the same event, whatever else differs; unique within the conversation. */
  identity: string;
  author: Author;
  /** Plain text to show, rendered from `hsl` where there is one. */
  text: string;
  hsl?: Hsl | undefined;
  details?: Details | undefined;
  /**
   * What tells the order of a conversation's events. `platform`: its ids are decimal digits that grow, and it sends
   * times; an event without an id stands behind what is known when it is stored. `receipt`: all we have is when an
   * event reached us.
   */
  orderedBy: 'platform' | 'receipt';
  platformId?: string | undefined;
  /** Of an event without an id of its own: the one that it stands right behind. */
  behindId?: string | undefined;
  platformAt?: number | undefined;
};

/** What a source understood of a delivery: events of one conversation, in their order. */
export type ConversationNews = {
  businessId: string;
  businessName?: string | undefined;
  user: EndUser;
  events: readonly IncomingEvent[];
};

/** Whether the end user is being written to at the moment. It is shown, never stored as an event. */
export type TypingState = 'start' | 'stop';

/** Someone began or stopped writing to a user; without a business it is the user's latest conversation. */
export type TypingNews = { businessId?: string | undefined; user: EndUser; state: TypingState };

/** An event in its place. `payload` is the delivery's body as it came. */
export type StoredEvent = IncomingEvent & {
  /** 1, 2, 3 … in the order of storing, without a gap. */
  seq: number;
  /** Sorts as text in the platform's order. */
  position: string;
  /** `out`: we sent it. */
  direction: 'in' | 'out';
  /** The command that sent it. */
  outboxId?: string | undefined;
  /** The delivery that brought it first. */
  deliveryId?: string | undefined;
  /** What tells a repeat of the event from another one of the same identity. */
  digest: string;
  receivedAt: number;
  storedAt: number;
  payload: string;
};

/** What came with an event beside its text: the delivery's body, and what was read out of it. */
export type EventContent = Pick<StoredEvent, 'payload' | 'hsl' | 'details'>;

/** A stored event as it is read: its content is fetched and unpacked only when it is asked for. */
export type ReadEvent = Omit<
  StoredEvent,
  keyof EventContent | 'identity' | 'orderedBy' | 'behindId' | 'digest'
> & {
  /** `undefined`: it lay beside the table and is gone. */
  content: () => Promise<EventContent | undefined>;
};

/** Every name a user is known by, the company's own first. */
export const userNames = ({ authId, userId }: EndUser): UserName[] => [
  ...(authId === undefined ? [] : [formatUserName({ authId })]),
  ...(userId === undefined ? [] : [formatUserName({ userId })]),
];
