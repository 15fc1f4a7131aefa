import type { Arrival } from '#functions/shared/append/arrival.ts';
import type { Envelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import type { Quarantined } from '#functions/shared/domain/quarantine.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import type { ProbeArrival } from './note-probe.ts';
import type { TypingArrival } from './note-typing.ts';

/** What a record of the events queue holds. */
export type Opened =
  | { holds: 'events'; deliveryId: string; arrival: Arrival }
  | { holds: 'typing'; arrival: TypingArrival }
  | { holds: 'probe'; arrival: ProbeArrival }
  /** Not understood by ingest, and the bucket did not take it then. */
  | { holds: 'refused'; delivery: Quarantined };

type Dependencies = {
  /** Reads a body by the source of this name. */
  read: (source: string, body: string) => Reading;
  bucket: Pick<Bucket, 'get'>;
};

type Understood = Exclude<Envelope, { base64: string } | { probeId: string }>;

const bodyOf = async ({ bucket }: Dependencies, envelope: Understood): Promise<string> => {
  if ('body' in envelope) return envelope.body;
  const bytes = await bucket.get(envelope.bodyKey);
  if (bytes === undefined) throw new BrokenRecordError('The body that this record leads to is gone.');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
};

/**
 * Opens the envelope of a record; a large body is fetched from the bucket.
 * @throws BrokenRecordError for what persist does not understand, StoreUnavailableError when the bucket does not answer.
 */
export const createOpenRecord =
  (deps: Dependencies) =>
  async (envelope: Envelope): Promise<Opened> => {
    const { deliveryId, channel, source, receivedAt } = envelope;
    if ('base64' in envelope) {
      const { reason, headers, base64 } = envelope;
      const body = Buffer.from(base64, 'base64');
      return {
        holds: 'refused',
        delivery: { deliveryId, channel, source, receivedAt, reason, headers, body },
      };
    }
    if ('probeId' in envelope) return { holds: 'probe', arrival: { channel, probeId: envelope.probeId } };
    const payload = await bodyOf(deps, envelope);
    const reading = deps.read(source, payload);
    switch (reading.outcome) {
      case 'understood':
        return {
          holds: 'events',
          deliveryId,
          arrival: { channel, source, receivedAt, deliveryId, payload, news: reading.news },
        };
      case 'typing':
        return { holds: 'typing', arrival: { channel, source, receivedAt, typing: reading.typing } };
      case 'ignored':
      case 'unusable':
        throw new BrokenRecordError(
          'Ingest understood this delivery and persist does not: deploy them together.',
        );
      default:
        return reading satisfies never;
    }
  };
