import type { Channel } from '#functions/shared/domain/channel.ts';
import { ConflictError, InvalidRequestError } from '#functions/shared/domain/errors.ts';

/** A channel whose platform can be called. */
export type SendingChannel = Channel & { send: NonNullable<Channel['send']> };

/**
 * The channel of this name, which a request gave in `field`.
 * @throws InvalidRequestError where there is none, ConflictError where nothing can be sent.
 */
export const sendingChannel = (channels: readonly Channel[], name: string, field: string): SendingChannel => {
  const channel = channels.find((known) => known.name === name);
  if (channel === undefined) {
    const names = channels.map((known) => known.name).join(', ');
    const message = `is of the channel ${name}, which is not configured; the channels are ${names}`;
    throw new InvalidRequestError([{ field, message }]);
  }
  const { send } = channel;
  if (send !== undefined) return { ...channel, send };
  throw new ConflictError(
    'CHANNEL_CANNOT_SEND',
    `Nothing can be sent by the channel ${name}: give it a send in lib/stage.ts, and deploy.`,
  );
};

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
