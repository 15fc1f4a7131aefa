import { randomUUID } from 'node:crypto';
import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import {
  BrokenRecordError,
  InvalidRequestError,
  StoreUnavailableError,
} from '#functions/shared/domain/errors.ts';
import type { Bucket, FifoQueue, QueueMessage } from '#functions/shared/domain/ports.ts';
import { decodeQuarantined, type Quarantined } from '#functions/shared/domain/quarantine.ts';
import { toQueueMessage, type Understood } from '#functions/shared/domain/queue-message.ts';
import { judgeBody } from '#functions/shared/sources/judge-body.ts';
import type { Source } from '#functions/shared/sources/source.ts';
import { readQuarantined } from './read-quarantined.ts';

export type ReplayDependencies = {
  bucket: Bucket;
  queue: FifoQueue;
  channels: readonly Channel[];
  audit: Pick<Audit, 'note'>;
  sourceNamed: (name: string) => Source;
};

/** What became of it. Only what is still `quarantined` stays there. */
export type Replayed =
  | { status: 'accepted'; deliveryId: string }
  | { status: 'ignored' | 'quarantined'; deliveryId: string; reason: string };

/** How long the queue may take, in milliseconds. */
const queueLimit = 5000;

/**
 * Each replay is a delivery of its own: else the queue would drop one that follows another within 5 minutes, and
 * what is set aside anew on its way would be removed with the old.
 */
const replayId = (deliveryId: string): string =>
  `${deliveryId.replace(/\.replay-[0-9a-f]{8}$/, '')}.replay-${randomUUID().slice(0, 8)}`;

const find = async (bucket: Bucket, key: string): Promise<Quarantined> => {
  const delivery = decodeQuarantined(await readQuarantined(bucket, key));
  if (delivery !== undefined) return delivery;
  throw new InvalidRequestError([
    { field: 'id', message: `is not a delivery that this project kept: look at ${key} in the bucket` },
  ]);
};

const channelOf = ({ channel }: Quarantined, channels: readonly Channel[]): Channel => {
  const found = channels.find(({ name }) => name === channel);
  if (found !== undefined) return found;
  const names = channels.map(({ name }) => name).join(', ');
  const message = `came by the channel ${channel}, which is no longer configured; the channels are ${names}`;
  throw new InvalidRequestError([{ field: 'id', message }]);
};

const send = async (queue: FifoQueue, message: QueueMessage): Promise<void> => {
  try {
    await queue.send(message, AbortSignal.timeout(queueLimit));
  } catch (cause) {
    if (cause instanceof BrokenRecordError) throw cause;
    throw new StoreUnavailableError('The queue took nothing. It stays in quarantine: replay it again.', {
      cause,
    });
  }
};

const accept = async (
  { bucket, queue }: ReplayDependencies,
  { delivery, channel }: { delivery: Quarantined; channel: Channel },
  understood: Understood,
): Promise<Replayed> => {
  const { deliveryId, receivedAt, body } = delivery;
  const again = { id: replayId(deliveryId), channel, receivedAt, body };
  try {
    await send(queue, await toQueueMessage(again, { ...understood, repeats: 'never' }, { bucket }));
    return { status: 'accepted', deliveryId };
  } catch (error) {
    if (!(error instanceof BrokenRecordError)) throw error;
    return { status: 'quarantined', deliveryId, reason: error.message };
  }
};

const tryAgain = async (deps: ReplayDependencies, delivery: Quarantined): Promise<Replayed> => {
  const channel = channelOf(delivery, deps.channels);
  const verdict = judgeBody(channel, deps.sourceNamed(channel.source), delivery.body);
  const { deliveryId } = delivery;
  switch (verdict.outcome) {
    case 'accepted':
      return accept(deps, { delivery, channel }, verdict.understood);
    case 'ignored':
      return { status: 'ignored', deliveryId, reason: verdict.reason };
    case 'unusable':
      return { status: 'quarantined', deliveryId, reason: verdict.reason };
    default:
      return verdict satisfies never;
  }
};

/**
 * Tries a delivery again with the present code and configuration, by its name in the bucket. It leaves quarantine only
 * once it is in the queue or known to hold nothing to keep, so it may be queued twice; the table stores it once.
 * @throws NotFoundError, InvalidRequestError, StoreUnavailableError
 */
export const createReplay =
  (deps: ReplayDependencies) =>
  async (key: string): Promise<Replayed> => {
    const delivery = await find(deps.bucket, key);
    await deps.audit.note({ action: 'replay', channel: delivery.channel, what: delivery.deliveryId });
    const replayed = await tryAgain(deps, delivery);
    if (replayed.status !== 'quarantined') await deps.bucket.remove(key);
    return replayed;
  };
