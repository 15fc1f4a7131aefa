import type { Bucket } from '#functions/shared/domain/ports.ts';

/** A delivery that is authentic and was not understood. */
export type Quarantined = {
  deliveryId: string;
  channel: string;
  receivedAt: number;
  reason: string;
  /** The request's headers without the signature. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

export type Quarantine = { keep: (delivery: Quarantined, signal: AbortSignal) => Promise<void> };

/** Keeps deliveries raw, as JSON with the body in base64, under `quarantine/<channel>/<time>_<delivery id>`. */
export const createQuarantine = (bucket: Bucket): Quarantine => ({
  keep: async ({ body, ...delivery }, signal) => {
    const time = new Date(delivery.receivedAt).toISOString();
    const key = `quarantine/${delivery.channel}/${time}_${encodeURIComponent(delivery.deliveryId)}`;
    await bucket.put(
      key,
      JSON.stringify({ v: 1, ...delivery, body: Buffer.from(body).toString('base64') }),
      signal,
    );
  },
});
