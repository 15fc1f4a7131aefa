import * as z from 'zod/mini';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { sendingChannel } from '#functions/shared/domain/sending-channel.ts';
import type { QueueDependencies } from '#functions/shared/outbox-acts/queue-command.ts';
import { type Accepted, accept } from './accept.ts';
import { checkUser } from './check-user.ts';
import { type DestinationDependencies, laneUserFor, recipient } from './destination.ts';
import { profileSchema } from './profile.ts';
import { readBody } from './read-body.ts';
import { channelParameter, readParameters, userPath, type WriteRequest } from './request.ts';

type Dependencies = QueueDependencies & DestinationDependencies;

/** `PUT /v1/users/{user}`: makes a user known to the platform, or changes what it knows. */
export const createPutUser = (deps: Dependencies) => {
  const { reader, channels } = deps;
  const query = z.strictObject({ channel: channelParameter(channels) });
  return async (request: WriteRequest): Promise<Accepted> => {
    const { user: name } = readParameters(userPath, request.path);
    checkUser(name, 'user');
    const { name: channel } = sendingChannel(
      channels,
      readParameters(query, request.query).channel,
      'channel',
    );
    const profile = readBody(profileSchema, request);
    const [latest] = await reader.ofUser(channel, name);
    const user = recipient(name, latest);
    if (user.authId === undefined) {
      const message = 'is known by user_id only, and the platform creates users by their auth_id';
      throw new InvalidRequestError([{ field: 'user', message }]);
    }
    const laneUser = await laneUserFor(deps, { channel, user: name }, latest?.conversationId);
    const draft = { channel, laneUser, user, command: { kind: 'user', profile } as const };
    return accept(deps, draft, { request, profile });
  };
};
