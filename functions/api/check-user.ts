import * as z from 'zod/mini';
import { decodePart, type UserName } from '#functions/shared/domain/conversation-id.ts';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { keyIdSchema } from '#functions/shared/domain/key-id.ts';

const rule =
  'must name a user by an id of 1 to 256 characters without control characters, and of at most 958 once encoded';

/**
 * Whether webhooks may be about this user, whom a request names in `field`: of any other no reply could be stored.
 * @throws InvalidRequestError
 */
export const checkUser = (user: UserName, field: string): void => {
  const id = decodePart(user.replace(/^~~/, ''));
  if (!z.safeParse(keyIdSchema, id).success) throw new InvalidRequestError([{ field, message: rule }]);
};
