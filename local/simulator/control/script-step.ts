import * as z from 'zod/mini';

const positive = z.int().check(z.gte(1, 'must be at least 1'));

/**
 * What the platform's REST endpoints answer next, once or `times` times. `endpoint` is one of them, such as
 * `POST /v1.0/user/`, or any when absent. `processed`: the platform does what it was asked before it answers so; by
 * default it does unless `status`, `body` or `drop` stands there. `drop` cuts the connection, `delayMs` (never divided)
 * comes before either; a `body` that is a text is sent as it is, any other as JSON. `echo`: a message that is logged
 * also comes back through the webhook, as the user's own: with its id and its text, and without an agent.
 */
export const scriptStepSchema = z.strictObject({
  endpoint: z.optional(z.string()),
  times: z._default(positive, 1),
  status: z.optional(z.int().check(z.gte(200, 'must be 200 to 599'), z.lte(599, 'must be 200 to 599'))),
  body: z.optional(z.json()),
  retryAfter: z.optional(z.union([z.int(), z.string().check(z.regex(/^[\x20-\x7e]+$/))])),
  delayMs: z._default(z.int().check(z.gte(0, 'must be at least 0')), 0),
  drop: z._default(z.boolean(), false),
  processed: z.optional(z.boolean()),
  echo: z.optional(z.boolean()),
});

export type ScriptStep = z.infer<typeof scriptStepSchema>;
