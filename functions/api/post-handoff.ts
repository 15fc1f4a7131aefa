import * as z from 'zod/mini';
import { ConflictError } from '#functions/shared/domain/errors.ts';
import type { QueueDependencies } from '#functions/shared/outbox-acts/queue-command.ts';
import { type Accepted, accept, draftFor } from './accept.ts';
import { type Destination, type DestinationDependencies, findDestination } from './destination.ts';
import { integer, line } from './fields.ts';
import { readBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';

type Dependencies = QueueDependencies & DestinationDependencies;

const bodySchema = z.strictObject({
  team: line(256),
  /** The platform counts down so long before the agent has the chat: seconds. */
  countdownSeconds: z.optional(integer(5, 10)),
});

const platformNameOf = ({ conversationId, head }: Destination): string => {
  if (head?.userName !== undefined) return head.userName.value;
  throw new ConflictError(
    'USER_NAME_UNKNOWN',
    `The platform hands over users by its own name of them, and none has come for ${conversationId} yet. ` +
      'It comes with the first message that the platform sends: try again after one.',
  );
};

/** `POST /v1/conversations/{id}/handoff`: hands the chat to an agent of a team. */
export const createPostHandoff =
  (deps: Dependencies) =>
  async (request: WriteRequest): Promise<Accepted> => {
    const destination = await findDestination(deps, request);
    const handoff = readBody(bodySchema, request);
    const userName = platformNameOf(destination);
    return accept(deps, draftFor(destination, { kind: 'handoff', ...handoff, userName }), { request });
  };
