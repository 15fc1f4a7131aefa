import * as z from 'zod/mini';
import { channelsFromJson } from '#functions/shared/domain/channel.ts';
import { positiveInteger, required } from '#functions/shared/domain/environment.ts';

export const apiEnvSchema = z.object({
  /** JSON array of `Channel`: the channels a caller may name. */
  CHANNELS: channelsFromJson,
  TABLE_NAME: required,
  /** Bucket that keeps quarantined deliveries, the contents of large events, and files until they are sent. */
  BUCKET_NAME: required,
  /** URL of the FIFO queue that takes replayed deliveries. */
  EVENTS_QUEUE_URL: required,
  /** URL of the FIFO queue that wakes `send` up. */
  OUTBOX_QUEUE_URL: required,
  /** Days that events and commands are kept. */
  RETENTION_DAYS: positiveInteger,
  /** Version that `GET /healthz` answers. */
  VERSION: required,
});

/** What the template must set: every variable as text. */
export type ApiEnv = z.input<typeof apiEnvSchema>;
