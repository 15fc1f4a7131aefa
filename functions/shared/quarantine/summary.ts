import { decodeQuarantined } from '#functions/shared/domain/quarantine.ts';
import { formatQuarantineId } from '#functions/shared/domain/quarantine-id.ts';

/** A delivery in quarantine as it is listed; `receivedAt` is ISO 8601 in UTC, `size` the body's bytes. */
export type QuarantinedSummary = {
  id: string;
  channel: string;
  source: string;
  deliveryId: string;
  receivedAt: string;
  reason: string;
  size: number;
};

/** An object that lies in quarantine and is no delivery that we kept. */
export type StrangeSummary = { id: string; problem: string; size: number };

/** What lies in an object of quarantine: what is said of it, and the body's bytes. */
export const openQuarantined = (key: string, bytes: Uint8Array) => {
  const id = formatQuarantineId(key);
  const delivery = decodeQuarantined(bytes);
  if (delivery === undefined) {
    const problem = 'is not a delivery that this project kept';
    const summary: StrangeSummary = { id, problem, size: bytes.length };
    return { summary, headers: undefined, body: bytes };
  }
  const { channel, source, deliveryId, reason, headers, body } = delivery;
  const receivedAt = new Date(delivery.receivedAt).toISOString();
  const summary: QuarantinedSummary = {
    id,
    channel,
    source,
    deliveryId,
    receivedAt,
    reason,
    size: body.length,
  };
  return { summary, headers, body };
};
