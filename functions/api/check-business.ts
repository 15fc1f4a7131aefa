import type { Channel } from '#functions/shared/domain/channel.ts';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';

/** Whether a business id is one that the channel's platform could have given: a number in decimal digits. */
const isPlatformId = (businessId: string): boolean =>
  /^(0|[1-9]\d{0,15})$/.test(businessId) && Number.isSafeInteger(Number(businessId));

/** @throws InvalidRequestError where the platform cannot be told of this business, or the channel must not. */
export const checkBusiness = (
  { name, businessIds }: Channel,
  { businessId, field }: { businessId: string; field: string },
): void => {
  if (!isPlatformId(businessId)) {
    const message = 'has a business id that is no whole number in decimal digits';
    throw new InvalidRequestError([{ field, message }]);
  }
  if (businessIds !== 'any' && !businessIds.includes(businessId)) {
    const message = `has a business id that the channel ${name} does not allow; it allows ${businessIds.join(', ')}`;
    throw new InvalidRequestError([{ field, message }]);
  }
};
