import { randomUUID } from 'node:crypto';
import { locate } from '#functions/shared/append/locate.ts';
import { isClosing } from '#functions/shared/domain/advance.ts';
import type { ConversationReader, ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { digestOf } from '#functions/shared/domain/digest.ts';
import { decodeEnvelope, type Envelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { type ConversationNews, userNames } from '#functions/shared/domain/event.ts';
import type { Bucket, FifoQueue } from '#functions/shared/domain/ports.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import { type AsRead, type Finding, unusable } from './letter.ts';

export type EnvelopeDependencies = {
  /** The events queue. */
  queue: FifoQueue;
  bucket: Pick<Bucket, 'get'>;
  store: Pick<ConversationWriter, 'find'>;
  reader: Pick<ConversationReader, 'unstored'>;
  /** Reads a body by the source of this name. */
  read: (source: string, body: string) => Reading;
  clock: () => number;
};

/** How long the queue may take, in milliseconds. */
const queueLimit = 5000;

type Understood = Exclude<Envelope, { base64: string } | { probeId: string }>;

/** The text of a delivery; `undefined` where it is gone. */
const textOf = async (
  { bucket }: EnvelopeDependencies,
  envelope: Understood,
): Promise<string | undefined> => {
  if ('body' in envelope) return envelope.body;
  const bytes = await bucket.get(envelope.bodyKey);
  return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
};

/** Until another version can read it, `persist` only sets it aside, and holds up its conversation meanwhile. */
const unreadable: Finding = { isDone: false, isReadable: false };

/** Whether all events of a conversation's news are stored, and where. */
const lookUp = async (
  deps: EnvelopeDependencies,
  { channel, source }: Envelope,
  { businessId, user, events }: ConversationNews,
): Promise<Finding> => {
  const subject = { channel, source, businessId, user, names: userNames(user) };
  const { conversationId } = await locate({ store: deps.store, now: deps.clock() }, subject);
  const unstored = await deps.reader.unstored(conversationId, events);
  // A closing that is stored may have been told with less: what this one adds, only persist can merge.
  const isDone = unstored.length === 0 && !events.some(isClosing);
  return { conversation: conversationId, isDone };
};

const examine = async (deps: EnvelopeDependencies, envelope: Envelope): Promise<Finding> => {
  // A probe tells of the moment it was sent, as typing does.
  if ('probeId' in envelope) return { isDone: true };
  // On its way to quarantine: nobody need read it.
  if ('base64' in envelope) return { isDone: false };
  const text = await textOf(deps, envelope);
  if (text === undefined) return unreadable;
  const reading = deps.read(envelope.source, text);
  switch (reading.outcome) {
    case 'understood':
      return lookUp(deps, envelope, reading.news);
    case 'typing':
    case 'ignored':
      return { isDone: true };
    case 'unusable':
      return unreadable;
    default:
      return reading satisfies never;
  }
};

const envelopeIn = (body: string | undefined): Envelope | undefined => {
  try {
    return body === undefined ? undefined : decodeEnvelope(body);
  } catch (error) {
    if (error instanceof BrokenRecordError) return undefined;
    throw error;
  }
};

/**
 * What a letter tells of itself that is, or should be, a message of the events queue. `otherwise` stands where it is none:
 * then it has no way back.
 */
export const envelopeLetter = (
  deps: EnvelopeDependencies,
  body: string | undefined,
  otherwise: { name: string; since: number },
): AsRead => {
  const envelope = envelopeIn(body);
  if (envelope === undefined || body === undefined) return unusable(otherwise);
  const { deliveryId, group, receivedAt } = envelope;
  const put = () => {
    // A fresh one: the queue would drop what it saw within five minutes.
    const deduplicationId = digestOf('redrive', randomUUID());
    return deps.queue.send({ body, group, deduplicationId }, AbortSignal.timeout(queueLimit));
  };
  return {
    name: deliveryId,
    ids: { deliveryId },
    group,
    since: receivedAt,
    back: { examine: () => examine(deps, envelope), put },
  };
};
