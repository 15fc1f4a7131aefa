import type { Bucket } from '#functions/shared/domain/ports.ts';
import type { QueueRecord } from './run.ts';

/** Keeps a record with the reason under `dead/<time>_<record id>`, as JSON. */
export const createSetAside =
  (bucket: Bucket, clock: () => number) =>
  async (record: QueueRecord, reason: string): Promise<void> => {
    const time = new Date(clock()).toISOString();
    await bucket.put(`dead/${time}_${record.id}`, JSON.stringify({ v: 1, reason, record }));
  };
