import type { ConversationNews, TypingNews } from '#functions/shared/domain/event.ts';

/** What a source makes of a delivery's body. */
export type Reading =
  | { outcome: 'understood'; news: ConversationNews }
  | { outcome: 'typing'; typing: TypingNews }
  /** Authentic and understood, and there is nothing to keep. */
  | { outcome: 'ignored'; reason: string }
  /** Authentic, but not understood: kept raw in quarantine. */
  | { outcome: 'unusable'; reason: string };

/** A system that sends us webhooks: how its deliveries are signed, verified and read. Pure; throws nothing. */
export type Source = {
  /** Whether the value of the channel's signature header proves the body under this secret. */
  verify: (body: Uint8Array, signature: string | undefined, secret: string) => boolean;
  /** The value with which `verify` is content: what the sender puts into the header. */
  sign: (body: Uint8Array, secret: string) => string;
  /** What the header must hold, in words. */
  proof: string;
  read: (body: string) => Reading;
};
