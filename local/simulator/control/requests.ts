import * as z from 'zod/mini';
import { signatureDefects } from '#local/simulator/webhook/deliver-webhook.ts';
import { scriptStepSchema } from './script-step.ts';

const atLeastOne = z.int().check(z.gte(1, 'must be at least 1'));

/** Query of `POST /_control/deliver`: in what the delivery differs from the platform's. */
export const deliverSchema = z.strictObject({
  signature: z.optional(z.enum(signatureDefects, `must be one of ${signatureDefects.join(', ')}`)),
  contentType: z.optional(z.string().check(z.regex(/^[\x21-\x7e][\x20-\x7e]*$/, 'must be a header’s value'))),
});

/**
 * Body of `POST /_control/deliver-many`: each payload is sent `copies` times, a text as it is and anything else as JSON;
 * in the order given, or shuffled by the seed. `restamp`: every copy and every repeat of a payload that is an object has a
 * `timestamp` of its own. The same bytes again are dropped by the queue already, these only by what stores events.
 */
export const deliverManySchema = z.strictObject({
  payloads: z.array(z.json()),
  copies: z._default(atLeastOne, 1),
  restamp: z._default(z.boolean(), false),
  shuffle: z._default(z.boolean(), false),
  seed: z._default(z.int(), 1),
  concurrency: z._default(atLeastOne.check(z.lte(1000, 'must be at most 1000')), 1),
});

export type DeliverMany = z.infer<typeof deliverManySchema>;

/** Body of `POST /_control/script`: steps that are added to those still to come. */
export const scriptSchema = (endpoints: readonly string[]) =>
  z.array(
    scriptStepSchema.check(
      z.refine(({ endpoint }) => endpoint === undefined || endpoints.includes(endpoint), {
        path: ['endpoint'],
        error: `must be one of ${endpoints.join(', ')}`,
      }),
    ),
  );

/** Query of `GET /_control/state`: what to wait for before answering. */
export const stateSchema = z.strictObject({
  wait: z.optional(z.enum(['idle', 'settled'], 'must be idle or settled')),
});
