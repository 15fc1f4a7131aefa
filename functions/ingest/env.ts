import * as z from 'zod/mini';
import { channelsFromJson } from '#functions/shared/domain/channel.ts';
import { required } from '#functions/shared/domain/environment.ts';

export const ingestEnvSchema = z.object({
  /** JSON array of `Channel`. */
  CHANNELS: channelsFromJson,
  /** URL of the FIFO queue that takes accepted deliveries. */
  EVENTS_QUEUE_URL: required,
  /**
   * Bucket that keeps what is authentic but not understood (`quarantine/`), what the queue does not take (`spill/`)
   * and bodies that are too large for it (`large/`).
   */
  BUCKET_NAME: required,
});

/** What the template must set: every variable as text. */
export type IngestEnv = z.input<typeof ingestEnvSchema>;
