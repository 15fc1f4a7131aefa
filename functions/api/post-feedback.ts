import * as z from 'zod/mini';
import type { QueueDependencies } from '#functions/shared/outbox-acts/queue-command.ts';
import { type Accepted, accept, draftFor } from './accept.ts';
import { type DestinationDependencies, findDestination } from './destination.ts';
import { integer, someText } from './fields.ts';
import { readBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';

type Dependencies = QueueDependencies & DestinationDependencies;

const bodySchema = z.strictObject({
  resolved: z.boolean('must be true or false'),
  rating: integer(1, 5),
  comment: z.optional(someText),
});

/** `POST /v1/conversations/{id}/feedback`: how content the user was. */
export const createPostFeedback =
  (deps: Dependencies) =>
  async (request: WriteRequest): Promise<Accepted> => {
    const destination = await findDestination(deps, request);
    const feedback = readBody(bodySchema, request);
    return accept(deps, draftFor(destination, { kind: 'feedback', ...feedback }), { request });
  };
