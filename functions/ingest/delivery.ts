import type { Channel } from '#functions/shared/domain/channel.ts';

/** One HTTP arrival at a channel. */
export type Delivery = {
  id: string;
  channel: string;
  /** Names in lower case; a header sent twice has its values joined by commas. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

/** A delivery whose sender is proven. `receivedAt` is in epoch milliseconds. */
export type Authentic = Omit<Delivery, 'channel'> & { channel: Channel; receivedAt: number };
