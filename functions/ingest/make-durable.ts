import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import type { Bucket, FifoQueue } from '#functions/shared/domain/ports.ts';
import { createQuarantine, type Quarantined } from '#functions/shared/domain/quarantine.ts';
import {
  toProbeMessage,
  toQueueMessage,
  toRefusedMessage,
  type Understood,
} from '#functions/shared/domain/queue-message.ts';
import { encodeSpilled, spillKey } from '#functions/shared/domain/spill.ts';
import { timeForCall } from './deadlines.ts';
import type { Authentic } from './delivery.ts';

type Dependencies = { queue: FifoQueue; bucket: Pick<Bucket, 'put'>; log: Log; clock: () => number };

/** Ends the next call in time for all those that may become necessary, this one included. */
const signalFor = ({ clock }: Dependencies, { receivedAt }: Authentic, calls: number): AbortSignal =>
  AbortSignal.timeout(timeForCall(clock() - receivedAt, calls));

const idsOf = ({ id, channel }: Authentic) => ({ channel: channel.name, deliveryId: id });

const toQuarantined = (delivery: Authentic, reason: string): Quarantined => {
  const { id: deliveryId, channel, receivedAt, body } = delivery;
  const signatureHeader = channel.signatureHeader.toLowerCase();
  const headers = Object.fromEntries(
    Object.entries(delivery.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || name === signatureHeader ? [] : [[name, value]],
    ),
  );
  return { deliveryId, channel: channel.name, source: channel.source, receivedAt, reason, headers, body };
};

/** Two ways that fail independently of one another, each tried once. Every call ends in time for the answer. */
export const createMakeDurable = (deps: Dependencies) => {
  const { queue, bucket, log } = deps;
  const quarantine = createQuarantine(bucket);

  return {
    /**
     * Puts a delivery that was understood into the queue, or else into the bucket, from where it comes back.
     * @throws BrokenRecordError when the queue can never take it; any other error when neither took it.
     */
    understood: async (delivery: Authentic, understood: Understood): Promise<'queued' | 'spilled'> => {
      const message = await toQueueMessage(delivery, understood, {
        bucket,
        signal: signalFor(deps, delivery, 3),
      });
      try {
        await queue.send(message, signalFor(deps, delivery, 2));
        return 'queued';
      } catch (error) {
        if (error instanceof BrokenRecordError) throw error;
        log.error('The queue did not take a delivery; it goes to the bucket.', idsOf(delivery), error);
        const spilled = encodeSpilled({ ...message, channel: delivery.channel.name });
        await bucket.put(spillKey(delivery), spilled, signalFor(deps, delivery, 1));
        return 'spilled';
      }
    },

    /**
     * Puts a delivery that cannot be used into quarantine, or else into the queue, on its way there.
     * @throws any error when neither took it.
     */
    unusable: async (delivery: Authentic, reason: string): Promise<void> => {
      const quarantined = toQuarantined(delivery, reason);
      try {
        await quarantine.keep(quarantined, signalFor(deps, delivery, 2));
      } catch (error) {
        const message = toRefusedMessage(quarantined);
        if (message === undefined) throw error;
        log.error('Quarantine did not take a delivery; it goes to the queue.', idsOf(delivery), error);
        await queue.send(message, signalFor(deps, delivery, 1));
      }
    },

    /** Puts a probe into the queue, and nowhere else: it is to tell how the usual way is. */
    probe: async (delivery: Authentic, probeId: string): Promise<'queued' | 'dropped'> => {
      try {
        await queue.send(toProbeMessage(delivery, probeId), signalFor(deps, delivery, 1));
        return 'queued';
      } catch (error) {
        log.error('The queue did not take a probe.', idsOf(delivery), error);
        return 'dropped';
      }
    },
  };
};
