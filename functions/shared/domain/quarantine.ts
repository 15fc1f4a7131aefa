import * as z from 'zod/mini';
import { channelNameSchema } from './channel.ts';
import { jsonIn } from './json.ts';
import type { Bucket } from './ports.ts';

/** A delivery that is authentic and was not understood. `receivedAt` is in epoch milliseconds. */
export type Quarantined = {
  deliveryId: string;
  channel: string;
  source: string;
  receivedAt: number;
  reason: string;
  /** The request's headers without the signature. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
};

export type Quarantine = { keep: (delivery: Quarantined, signal?: AbortSignal) => Promise<void> };

/** Names of everything in quarantine, or of what came by one channel; the latter are in the order of arrival. */
export const quarantineFolder = (channel?: string): string =>
  channel === undefined ? 'quarantine/' : `quarantine/${channel}/`;

/** Keeps deliveries raw, as JSON with the body in base64, under `quarantine/<channel>/<time>_<delivery id>`. */
export const createQuarantine = (bucket: Pick<Bucket, 'put'>): Quarantine => ({
  keep: async ({ body, ...delivery }, signal) => {
    const time = new Date(delivery.receivedAt).toISOString();
    const key = `${quarantineFolder(delivery.channel)}${time}_${encodeURIComponent(delivery.deliveryId)}`;
    await bucket.put(
      key,
      JSON.stringify({ v: 1, ...delivery, body: Buffer.from(body).toString('base64') }),
      signal,
    );
  },
});

/** The latest time that a date can hold. */
const endOfTime = 8.64e15;

const quarantinedSchema = z.object({
  v: z.literal(1),
  deliveryId: z.string().check(z.minLength(1)),
  channel: channelNameSchema,
  source: z.string(),
  receivedAt: z.int().check(z.nonnegative(), z.maximum(endOfTime)),
  reason: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Base64. */
  body: z.string(),
});

/** Reads an object that a quarantine keeps; `undefined` for any other. */
export const decodeQuarantined = (bytes: Uint8Array): Quarantined | undefined => {
  const { data } = z.safeParse(quarantinedSchema, jsonIn(new TextDecoder().decode(bytes)));
  if (data === undefined) return undefined;
  const { v: _, body, ...delivery } = data;
  return { ...delivery, body: Buffer.from(body, 'base64') };
};
