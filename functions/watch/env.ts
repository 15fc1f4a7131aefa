import * as z from 'zod/mini';
import { channelsFromJson } from '#functions/shared/domain/channel.ts';
import { positiveInteger, required, timeScale } from '#functions/shared/domain/environment.ts';

export const watchEnvSchema = z.object({
  /** URL of the FIFO queue that spilled deliveries go back to. */
  EVENTS_QUEUE_URL: required,
  /** Bucket with what was spilled, under `spill/`; what can never go back is put under `dead/`. */
  BUCKET_NAME: required,
  /** JSON array of `Channel`: who is probed, and whose forgotten commands are looked for. */
  CHANNELS: channelsFromJson,
  TABLE_NAME: required,
  /** URL of the FIFO queue that wakes `send` up. */
  OUTBOX_QUEUE_URL: required,
  /** Days that commands, and what is noted of acts, are kept. */
  RETENTION_DAYS: positiveInteger,
  /** Public base URL of the HTTP API, without a slash at its end: probes go there. */
  API_URL: required,
  /** Id of the HTTP API, as CloudWatch names it: whether it answers is read there. */
  API_ID: required,
  RELAY_TIME_SCALE: timeScale,
});

/** What the template must set: every variable as text. */
export type WatchEnv = z.input<typeof watchEnvSchema>;
