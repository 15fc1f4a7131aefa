import type { Channel } from './channel.ts';

/** A message for the FIFO queue of events. */
export type QueueMessage = {
  body: string;
  /** Messages of one group come out in the order they went in. */
  group: string;
  /** The same again within 5 minutes is dropped by the queue. */
  deduplicationId: string;
};

/** `send` resolves once the message is durable. */
export type EventsQueue = { send: (message: QueueMessage, signal: AbortSignal) => Promise<void> };

/** `put` resolves once the object is durable. */
export type Bucket = { put: (key: string, body: string, signal?: AbortSignal) => Promise<void> };

/** The live secrets of a channel, newest first. */
export type ChannelSecrets = {
  /** @throws SecretsUnavailableError when none was ever read and none can be read now. */
  of: (channel: Channel, signal: AbortSignal) => Promise<readonly string[]>;
  /** Reads them anew after a mismatch, at most once per half minute and channel; else what is known. */
  refreshed: (channel: Channel, signal: AbortSignal) => Promise<readonly string[]>;
};
