import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ReadEvent } from '#functions/shared/domain/event.ts';
import { confirmed } from '#functions/shared/domain/outbox/attempt.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { type Evidence, findEvidence } from '#functions/shared/domain/outbox/evidence.ts';
import { persistently } from './persistently.ts';
import type { Spoken } from './record-sent.ts';
import type { Run } from './run.ts';

/** How far back a conversation is searched, in events. */
const searched = 100;

const latestEvents = async (
  { reader }: Run,
  { conversationId, lastSeq }: ConversationHead,
): Promise<readonly ReadEvent[]> =>
  lastSeq === 0
    ? []
    : reader.eventsAfter(conversationId, { after: Math.max(0, lastSeq - searched), limit: searched });

/** The largest platform id among events that were stored before this one: what we sent stands behind it. */
const idBefore = (events: readonly ReadEvent[], seq: number): string =>
  events
    .filter((event) => event.seq < seq)
    .flatMap(({ platformId }) => platformId ?? [])
    .reduce((largest, id) => (BigInt(id) > BigInt(largest) ? id : largest), '0');

/** Stores what is proven by now to have been sent. */
const record = async (run: Run, entry: Spoken, evidence: Evidence, events: readonly ReadEvent[]) => {
  const { source } = run.channels.find(({ name }) => name === entry.channel) ?? { source: entry.channel };
  const sentAt = entry.attemptAt ?? run.clock();
  const sent =
    evidence.by === 'echo'
      ? { source, sentAt, platformId: evidence.platformId }
      : { source, sentAt, platformAt: sentAt, behindId: idBefore(events, evidence.seq) };
  await persistently(run, () => run.recordSent(entry, sent, run.until));
};

/** The entry as sent, where the conversation shows that its last attempt was carried out; else `undefined`. */
export const lookForEvidence = async (run: Run, entry: Spoken): Promise<OutboxEntry | undefined> => {
  const head = await run.find(entry);
  const { conversationId } = head;
  const events = await latestEvents(run, head);
  const evidence = findEvidence(entry, events);
  if (evidence === undefined) return undefined;
  // By an answer: it was stored before.
  if (evidence.by !== 'answer') await record(run, entry, evidence, events);
  const { by, platformId } = evidence;
  return confirmed({ ...entry, conversationId }, by, { platformId, now: run.clock() });
};
