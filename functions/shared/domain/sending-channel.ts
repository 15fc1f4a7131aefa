import type { Channel } from './channel.ts';
import { ConflictError, InvalidRequestError } from './errors.ts';

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
