import { formatUserName, type UserName } from './conversation-id.ts';
import type { Hsl } from './hsl.ts';

/** What an event says about a conversation. */
export type EventKind = 'message';

/** Who speaks. */
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

/** One fact about a conversation, as a source read it out of a delivery. Times are epoch milliseconds. */
export type IncomingEvent = {
  kind: EventKind;
  /** The platform's own name of the event. */
  eventName: string;
  /** What makes two deliveries the same event, whatever else differs; unique within the conversation. */
  identity: string;
  author: Author;
  /** Plain text to show, rendered from `hsl` where there is one. */
  text: string;
  hsl?: Hsl | undefined;
  /** The platform's id: decimal digits, growing with time within a conversation. */
  platformId?: string | undefined;
  platformAt?: number | undefined;
};

/** What a source understood of a delivery: events of one conversation, in their order. */
export type ConversationNews = {
  businessId: string;
  businessName?: string | undefined;
  user: EndUser;
  events: readonly IncomingEvent[];
};

/** An event in its place. `payload` is the delivery's body as it came. */
export type StoredEvent = IncomingEvent & {
  /** 1, 2, 3 … in the order of storing, without a gap. */
  seq: number;
  /** Sorts as text in the platform's order. */
  position: string;
  direction: 'in' | 'out';
  receivedAt: number;
  storedAt: number;
  payload: string;
};

/** Every name a user is known by, the company's own first. */
export const userNames = ({ authId, userId }: EndUser): UserName[] => [
  ...(authId === undefined ? [] : [formatUserName({ authId })]),
  ...(userId === undefined ? [] : [formatUserName({ userId })]),
];
