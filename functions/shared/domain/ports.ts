import type { Channel } from './channel.ts';

/** A message for the FIFO queue of events. */
export type QueueMessage = {
  body: string;
  /** Messages of one group come out in the order they went in. */
  group: string;
  /** The same again within 5 minutes is dropped by the queue. */
  deduplicationId: string;
};

/**
 * `send` resolves once the message is durable.
 * @throws BrokenRecordError when the queue can never take this message.
 */
export type EventsQueue = { send: (message: QueueMessage, signal: AbortSignal) => Promise<void> };

/** Objects by name. Every call may throw StoreUnavailableError. */
export type Bucket = {
  /** Resolves once the object is durable; one of the same name is replaced. */
  put: (key: string, body: string | Uint8Array, signal?: AbortSignal) => Promise<void>;
  /** The object's bytes, or `undefined` where there is none. */
  get: (key: string) => Promise<Uint8Array | undefined>;
  /** Names under a prefix in the order of their bytes, from behind `after` on. */
  list: (
    prefix: string,
    page: { limit: number; after?: string | undefined },
  ) => Promise<{ keys: readonly string[]; isLast: boolean }>;
  /** Resolves once the object is gone; so it does where there was none. */
  remove: (key: string) => Promise<void>;
};

/** The live secrets of a channel, newest first. */
export type ChannelSecrets = {
  /** @throws SecretsUnavailableError when none was ever read and none can be read now. */
  of: (channel: Channel, signal: AbortSignal) => Promise<readonly string[]>;
  /** Reads them anew after a mismatch, at most once per half minute and channel; else what is known. */
  refreshed: (channel: Channel, signal: AbortSignal) => Promise<readonly string[]>;
};
