import { createHash } from 'node:crypto';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { NotDurableError, UnknownChannelError } from '#functions/shared/domain/errors.ts';
import { type ConversationNews, userNames } from '#functions/shared/domain/event.ts';
import type { Metrics } from '#functions/shared/domain/observe.ts';
import type { ChannelSecrets, EventsQueue, QueueMessage } from '#functions/shared/domain/ports.ts';
import type { Source } from '#functions/shared/sources/source.ts';
import { authenticate } from './authenticate.ts';
import { deadlines } from './deadlines.ts';
import type { Delivery } from './delivery.ts';
import type { Quarantine } from './quarantine.ts';
import { readBody } from './read-body.ts';

/** What became of it; each is answered 200. */
export type Ingested = {
  status: 'accepted' | 'ignored' | 'quarantined';
  deliveryId: string;
  reason?: string;
};

type Dependencies = {
  channels: readonly Channel[];
  sources: Readonly<Record<Channel['source'], Source>>;
  secrets: ChannelSecrets;
  queue: EventsQueue;
  quarantine: Quarantine;
  metrics: Metrics;
  clock: () => number;
};

/** A delivery whose sender is proven. */
type Authentic = { delivery: Delivery; channel: Channel; receivedAt: number };

/** The largest message put on the queue, in bytes: text and payload of it fit into one item, however they compress. */
const largestMessage = 200 * 1024;

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  // With their lengths between them, different parts never make the same bytes.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
};

const toMessage = (
  { delivery, channel, receivedAt }: Authentic,
  text: string,
  news: ConversationNews,
): QueueMessage => ({
  body: encodeEnvelope({
    v: 1,
    deliveryId: delivery.id,
    channel: channel.name,
    source: channel.source,
    receivedAt,
    body: text,
  }),
  group: sha256(channel.name, news.businessId, ...userNames(news.user).slice(0, 1)),
  deduplicationId: sha256(channel.name, delivery.body),
});

const setAside = async (deps: Dependencies, authentic: Authentic, reason: string): Promise<Ingested> => {
  const { delivery, channel, receivedAt } = authentic;
  const { [channel.signatureHeader.toLowerCase()]: _, ...headers } = delivery.headers;
  const { id: deliveryId, body } = delivery;
  try {
    const signal = AbortSignal.timeout(Math.max(0, receivedAt + deadlines.bucket - deps.clock()));
    await deps.quarantine.keep(
      { deliveryId, channel: channel.name, receivedAt, reason, headers, body },
      signal,
    );
  } catch (cause) {
    deps.metrics.add(channel.name, 'NotDurable');
    throw new NotDurableError(cause);
  }
  deps.metrics.add(channel.name, 'Quarantined');
  return { status: 'quarantined', deliveryId, reason };
};

const enqueue = async (
  deps: Dependencies,
  authentic: Authentic,
  message: QueueMessage,
): Promise<Ingested> => {
  const { delivery, channel } = authentic;
  try {
    await deps.queue.send(message, AbortSignal.timeout(deadlines.queue));
  } catch (cause) {
    deps.metrics.add(channel.name, 'NotDurable');
    throw new NotDurableError(cause);
  }
  deps.metrics.add(channel.name, 'Accepted');
  return { status: 'accepted', deliveryId: delivery.id };
};

const isAllowed = ({ businessIds }: Channel, businessId: string): boolean =>
  businessIds === 'any' || businessIds.includes(businessId);

const settle = async (deps: Dependencies, authentic: Authentic): Promise<Ingested> => {
  const { delivery, channel } = authentic;
  const reading = readBody(deps.sources[channel.source], delivery.body);
  if (reading.outcome === 'unusable') return setAside(deps, authentic, reading.reason);
  if (reading.outcome === 'ignored') {
    deps.metrics.add(channel.name, 'Ignored');
    return { status: 'ignored', deliveryId: delivery.id, reason: reading.reason };
  }
  if (!isAllowed(channel, reading.news.businessId)) {
    return setAside(deps, authentic, 'business_id: is not allowed for this channel');
  }
  const message = toMessage(authentic, reading.text, reading.news);
  return Buffer.byteLength(message.body) > largestMessage
    ? setAside(deps, authentic, `the delivery is larger than ${largestMessage} bytes`)
    : enqueue(deps, authentic, message);
};

/**
 * Takes one delivery: proves its sender, then makes it durable (in the queue, or in quarantine where it is not
 * understood) and only then returns.
 * @throws UnknownChannelError, BadSignatureError, SecretsUnavailableError; NotDurableError when nothing took it.
 */
export const createIngest =
  (deps: Dependencies) =>
  async (delivery: Delivery): Promise<Ingested> => {
    const receivedAt = deps.clock();
    const channel = deps.channels.find(({ name }) => name === delivery.channel);
    if (channel === undefined) throw new UnknownChannelError();
    const source = deps.sources[channel.source];
    const signal = AbortSignal.timeout(deadlines.secrets);
    await authenticate(delivery, { ...deps, channel, source, signal });
    const ingested = await settle(deps, { delivery, channel, receivedAt });
    deps.metrics.add(channel.name, 'AckMs', deps.clock() - receivedAt);
    return ingested;
  };
