import type { Channel } from '#functions/shared/domain/channel.ts';

/** How a channel's platform is called. Whoever accepts commands asks first whether it can be. */
export const sendOf = ({ name, send }: Channel): NonNullable<Channel['send']> => {
  if (send === undefined) throw new Error(`Nothing can be sent to channel ${name}: it has no \`send\`.`);
  return send;
};
