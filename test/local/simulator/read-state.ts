import * as z from 'zod/mini';

const attempt = z.object({ at: z.string(), status: z.union([z.int(), z.string()]), ms: z.int() });

const stateSchema = z.object({
  webhook: z.object({
    enabled: z.boolean(),
    disabledAt: z.optional(z.string()),
    disabledCount: z.int(),
    underWay: z.int(),
    waiting: z.int(),
    queued: z.int(),
    delivered: z.int(),
    dropped: z.int(),
    lost: z.int(),
  }),
  history: z.array(z.object({ id: z.int(), phase: z.string(), attempts: z.array(attempt) })),
});

/** What `GET /_control/state` says of the webhook and its deliveries. */
export const readState = (json: unknown) => z.parse(stateSchema, json);
