import * as z from 'zod/mini';
import type { QueueDependencies } from '#functions/shared/outbox-acts/queue-command.ts';
import { type Accepted, accept, draftFor } from './accept.ts';
import { type DestinationDependencies, findDestination } from './destination.ts';
import { integer, someText } from './fields.ts';
import { profileSchema } from './profile.ts';
import { readBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';

type Dependencies = QueueDependencies & DestinationDependencies;

const bodySchema = z.strictObject({
  text: someText,
  messageType: z._default(z.optional(integer(0)), 0),
  user: z.optional(profileSchema),
});

/** `POST /v1/conversations/{id}/messages`: a message for the user, as if they had written it. */
export const createPostMessage =
  (deps: Dependencies) =>
  async (request: WriteRequest): Promise<Accepted> => {
    const destination = await findDestination(deps, request);
    const { text, messageType, user: profile } = readBody(bodySchema, request);
    const draft = draftFor(destination, { kind: 'message', text, messageType });
    return accept(deps, draft, { request, profile });
  };
