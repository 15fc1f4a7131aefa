import * as z from 'zod/mini';
import { positiveInteger, required } from '#functions/shared/domain/environment.ts';

export const persistEnvSchema = z.object({
  TABLE_NAME: required,
  /** Bucket with large bodies (`large/`); it keeps large payloads (`content/`) and what cannot be stored (`quarantine/`, `dead/`). */
  BUCKET_NAME: required,
  /** Days that events are kept; the conversation's summary outlives them by 30 days. */
  RETENTION_DAYS: positiveInteger,
});

/** What the template must set: every variable as text. */
export type PersistEnv = z.input<typeof persistEnvSchema>;
