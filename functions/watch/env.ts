import * as z from 'zod/mini';
import { required } from '#functions/shared/domain/environment.ts';

export const watchEnvSchema = z.object({
  /** URL of the FIFO queue that spilled deliveries go back to. */
  EVENTS_QUEUE_URL: required,
  /** Bucket with what was spilled, under `spill/`; what can never go back is put under `dead/`. */
  BUCKET_NAME: required,
});

/** What the template must set: every variable as text. */
export type WatchEnv = z.input<typeof watchEnvSchema>;
