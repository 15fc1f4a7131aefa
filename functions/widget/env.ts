import * as z from 'zod/mini';
import { channelsFromJson } from '#functions/shared/domain/channel.ts';
import { positiveInteger, required } from '#functions/shared/domain/environment.ts';

export const widgetEnvSchema = z.object({
  /** JSON array of `Channel`: whose conversations and commands are shown. */
  CHANNELS: channelsFromJson,
  TABLE_NAME: required,
  /** Bucket with what is in quarantine, what was set aside, and the contents of large events. */
  BUCKET_NAME: required,
  /** URL of the FIFO queue that deliveries go back into. */
  EVENTS_QUEUE_URL: required,
  /** URL of the queue with its dead letters. */
  EVENTS_DEAD_LETTERS_URL: required,
  /** URL of the FIFO queue that wakes `send` up. */
  OUTBOX_QUEUE_URL: required,
  OUTBOX_DEAD_LETTERS_URL: required,
  /** Days that events, commands and the audit are kept. */
  RETENTION_DAYS: positiveInteger,
});

/** What the template must set: every variable as text. */
export type WidgetEnv = z.input<typeof widgetEnvSchema>;
