import type { Channel } from '#functions/shared/domain/channel.ts';
import { BadSignatureError } from '#functions/shared/domain/errors.ts';
import type { Metrics } from '#functions/shared/domain/observe.ts';
import type { ChannelSecrets } from '#functions/shared/domain/ports.ts';
import type { Source } from '#functions/shared/sources/source.ts';
import type { Delivery } from './delivery.ts';

type Scope = {
  channel: Channel;
  source: Source;
  secrets: ChannelSecrets;
  metrics: Metrics;
  signal: AbortSignal;
};

/**
 * Proves that the delivery comes from the channel's sender. A mismatch may mean that the secret was just rotated,
 * so the secrets are read anew before it is refused. Gives which of the channel's secrets was used: 0 is the current one.
 * @throws BadSignatureError, SecretsUnavailableError
 */
export const authenticate = async (delivery: Delivery, scope: Scope): Promise<number> => {
  const { channel, source, secrets, metrics, signal } = scope;
  const signature = delivery.headers[channel.signatureHeader.toLowerCase()];
  for (const read of [secrets.of, secrets.refreshed]) {
    const live = await read(channel, signal);
    const used = live.findIndex((secret) => source.verify(delivery.body, signature, secret));
    if (used >= 0) return used;
  }
  metrics.add(channel.name, 'BadSignature');
  throw new BadSignatureError(channel.signatureHeader, source.proof);
};
