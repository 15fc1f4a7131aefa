import * as z from 'zod/mini';
import { channelsFromJson } from '#functions/shared/domain/channel.ts';
import { positiveInteger, required, timeScale } from '#functions/shared/domain/environment.ts';

export const sendEnvSchema = z.object({
  /** JSON array of `Channel`: how each channel's platform is called. */
  CHANNELS: channelsFromJson,
  TABLE_NAME: required,
  /** Bucket with the files to be sent (`uploads/`); it keeps the contents of large events (`content/`). */
  BUCKET_NAME: required,
  /** URL of the FIFO queue whose messages wake this function up: it holds them back while their lane waits. */
  OUTBOX_QUEUE_URL: required,
  /** Days that events and commands are kept. */
  RETENTION_DAYS: positiveInteger,
  RELAY_TIME_SCALE: timeScale,
});

/** What the template must set: every variable as text. */
export type SendEnv = z.input<typeof sendEnvSchema>;
