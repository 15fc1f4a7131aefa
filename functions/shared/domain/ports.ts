import type { Channel } from './channel.ts';

/** A message for a FIFO queue. */
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
export type FifoQueue = { send: (message: QueueMessage, signal: AbortSignal) => Promise<void> };

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

/** What lies in the bucket under the key of an announced file. `size` is in bytes. */
export type Uploaded = { size: number; contentType: string; etag: string };

/** Files on their way from a caller to a platform. Every call may throw StoreUnavailableError. */
export type Uploads = {
  /** Where one file of exactly this size and type may be put, and the headers that must be sent with it. */
  presignPut: (
    key: string,
    file: { contentType: string; size: number; expiresInSeconds: number },
  ) => Promise<{ url: string; headers: Readonly<Record<string, string>> }>;
  /** `undefined`: nothing was uploaded. */
  head: (key: string) => Promise<Uploaded | undefined>;
  /** The bytes of exactly the version that was checked. @throws NotFoundError when it is gone or another one lies there. */
  open: (key: string, etag: string) => Promise<{ stream: AsyncIterable<Uint8Array>; size: number }>;
};
