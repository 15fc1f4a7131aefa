import type { Channel } from '#functions/shared/domain/channel.ts';
import { BrokenRecordError, NotDurableError, UnknownChannelError } from '#functions/shared/domain/errors.ts';
import { type Log, type Metrics, unknownChannel } from '#functions/shared/domain/observe.ts';
import type { Bucket, ChannelSecrets, FifoQueue } from '#functions/shared/domain/ports.ts';
import { probeIn } from '#functions/shared/domain/probe.ts';
import type { Understood } from '#functions/shared/domain/queue-message.ts';
import { judgeBody } from '#functions/shared/sources/judge-body.ts';
import type { Source } from '#functions/shared/sources/source.ts';
import { authenticate } from './authenticate.ts';
import { deadlines } from './deadlines.ts';
import type { Authentic, Delivery } from './delivery.ts';
import { createMakeDurable } from './make-durable.ts';

/** What became of it; each is answered 200. */
export type Ingested = {
  status: 'accepted' | 'ignored' | 'quarantined';
  deliveryId: string;
  reason?: string;
};

type Dependencies = {
  channels: readonly Channel[];
  /** @throws Error for a name that no source has. */
  sourceNamed: (name: string) => Source;
  secrets: ChannelSecrets;
  queue: FifoQueue;
  bucket: Pick<Bucket, 'put'>;
  metrics: Metrics;
  log: Log;
  clock: () => number;
};

type Run = { metrics: Metrics; log: Log; durable: ReturnType<typeof createMakeDurable> };

const sourceOf = ({ name, source }: Channel, sourceNamed: Dependencies['sourceNamed']): Source => {
  try {
    return sourceNamed(source);
  } catch (cause) {
    throw new Error(`The channel ${name} cannot be served: ${String(cause)}`, { cause });
  }
};

const ignore = ({ metrics }: Run, { id, channel }: Authentic, reason: string): Ingested => {
  metrics.add(channel.name, 'Ignored');
  return { status: 'ignored', deliveryId: id, reason };
};

const setAside = async (
  { metrics, log, durable }: Run,
  delivery: Authentic,
  reason: string,
): Promise<Ingested> => {
  const { id: deliveryId, channel } = delivery;
  await durable.unusable(delivery, reason);
  metrics.add(channel.name, 'Quarantined');
  log.error('A delivery went to quarantine.', { channel: channel.name, deliveryId, reason });
  return { status: 'quarantined', deliveryId, reason };
};

const accept = async (run: Run, delivery: Authentic, understood: Understood): Promise<Ingested> => {
  const { id, channel } = delivery;
  try {
    const where = await run.durable.understood(delivery, understood);
    if (where === 'spilled') run.metrics.add(channel.name, 'Spilled');
    run.metrics.add(channel.name, 'Accepted');
    return { status: 'accepted', deliveryId: id };
  } catch (error) {
    if (!(error instanceof BrokenRecordError)) throw error;
    return setAside(run, delivery, error.message);
  }
};

const settle = async (run: Run, delivery: Authentic, source: Source): Promise<Ingested> => {
  const verdict = judgeBody(delivery.channel, source, delivery.body);
  switch (verdict.outcome) {
    case 'accepted':
      return accept(run, delivery, verdict.understood);
    case 'ignored':
      return ignore(run, delivery, verdict.reason);
    case 'unusable':
      return setAside(run, delivery, verdict.reason);
    default:
      return verdict satisfies never;
  }
};

/** Counts nowhere. A queue that fails is no failure of the webhook, as deliveries are taken all the same. */
const passOn = async ({ durable }: Run, delivery: Authentic, probeId: string): Promise<Ingested> => {
  const { id: deliveryId } = delivery;
  const where = await durable.probe(delivery, probeId);
  return where === 'queued'
    ? { status: 'accepted', deliveryId }
    : { status: 'ignored', deliveryId, reason: 'the queue did not take the probe' };
};

/**
 * Takes one delivery: proves its sender, then makes it durable (in the queue, or in the bucket where it is not
 * understood; each stands in for the other) and only then returns. A probe of ours is only passed on.
 * @throws UnknownChannelError, BadSignatureError, SecretsUnavailableError; NotDurableError when nothing took it.
 * Creating it throws an Error when a channel's source does not exist.
 */
export const createIngest = (deps: Dependencies) => {
  const { channels, sourceNamed, metrics, clock } = deps;
  const inbound = new Map(
    channels.map((channel) => [channel.name, { channel, source: sourceOf(channel, sourceNamed) }]),
  );
  const run = { metrics, log: deps.log, durable: createMakeDurable(deps) };

  return async (delivery: Delivery): Promise<Ingested> => {
    const receivedAt = clock();
    const found = inbound.get(delivery.channel);
    if (found === undefined) {
      metrics.add(unknownChannel, 'UnknownChannel');
      throw new UnknownChannelError();
    }
    const { channel, source } = found;
    const signal = AbortSignal.timeout(deadlines.secrets);
    const secret = await authenticate(delivery, { ...deps, channel, source, signal });
    const authentic = { ...delivery, channel, receivedAt };
    const probeId = probeIn(delivery.body);
    if (probeId !== undefined) return passOn(run, authentic, probeId);
    metrics.addSecretUsed(channel.name, secret);
    try {
      const ingested = await settle(run, authentic, source);
      metrics.add(channel.name, 'AckMs', clock() - receivedAt);
      return ingested;
    } catch (cause) {
      metrics.add(channel.name, 'NotDurable');
      throw new NotDurableError(cause);
    }
  };
};
