import * as z from 'zod/mini';
import type { Author, EndUser } from '#functions/shared/domain/event.ts';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import { optionalId } from '../id-fields.ts';
import { devicePlatforms } from './device-platforms.ts';
import { described, descriptionOf } from './fields.ts';

/** The end user; without an id there is no telling whose the event is. */
export const userSchema = z.pipe(
  z
    .object(
      {
        auth_id: optionalId,
        // The second name: without it an event is still somebody's.
        user_id: z.catch(optionalId, undefined),
        user_name: described,
        device_platform: described,
        device_platform_name: described,
      },
      'must be an object',
    )
    .check(
      z.refine(
        (user) => (user.auth_id ?? user.user_id) !== undefined,
        'has neither auth_id nor a usable user_id',
      ),
    ),
  z.transform(
    (user): EndUser => ({
      authId: user.auth_id,
      userId: user.user_id,
      name: user.user_name,
      platform:
        user.device_platform_name ?? devicePlatforms.get(user.device_platform ?? '') ?? user.device_platform,
    }),
  ),
);

/** True only for what says true; the text "False" is truthy and means false. */
const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true');

/** The bot or agent that an event names, if it names one. */
export const agentAuthor = (agent: unknown): Author | undefined =>
  isJsonObject(agent)
    ? {
        type: isTrue(agent.is_automated) ? 'bot' : 'agent',
        id: descriptionOf(agent.id),
        name: descriptionOf(agent.name),
      }
    : undefined;
