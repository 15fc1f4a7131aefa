import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { userNames } from '#functions/shared/domain/event.ts';
import { failOrSetAside } from './fail-or-set-aside.ts';
import type { AnyWork, PersistDependencies, QueueRecord, Run, Work } from './run.ts';
import { type Group, storeGroup } from './store-group.ts';

/** One conversation: the user under the first of the names, in one business of one channel. */
const groupOf = ({ arrival: { channel, news } }: Work<'events'>): string =>
  JSON.stringify([channel, news.businessId, userNames(news.user)[0]]);

/** Events by conversation, each in the order of the records. */
const groupsOf = (works: readonly AnyWork[]): Group[] => {
  const groups = new Map<string, [Work<'events'>, ...Work<'events'>[]]>();
  for (const work of works) {
    if (work.holds !== 'events') continue;
    const group = groups.get(groupOf(work));
    if (group) group.push(work);
    else groups.set(groupOf(work), [work]);
  }
  return [...groups.values()];
};

type OpenedRecord = { record: QueueRecord; group?: string | undefined } & (
  | { work: AnyWork }
  | { failed: readonly string[] }
);

/** What a record holds, or the ids that fail because it cannot be opened. */
const open = async (run: Run, record: QueueRecord): Promise<OpenedRecord> => {
  let group: string | undefined;
  try {
    const envelope = decodeEnvelope(record.body);
    group = envelope.group;
    run.about('deliveryId', envelope.deliveryId);
    return { record, group, work: { record, ...(await run.open(envelope)) } };
  } catch (error) {
    return { record, group, failed: await failOrSetAside(run, record, error) };
  }
};

/** What there is to do; a record that must come again takes those of its group along that stand behind it. */
const sortOut = (opened: readonly OpenedRecord[]): { works: AnyWork[]; failed: string[] } => {
  const works: AnyWork[] = [];
  const failed: string[] = [];
  const waiting = new Set<string>();
  for (const one of opened) {
    const { record, group = '' } = one;
    if ('failed' in one) {
      failed.push(...one.failed);
      if (one.failed.length > 0 && group !== '') waiting.add(group);
    } else if (waiting.has(group)) failed.push(record.id);
    else works.push(one.work);
  }
  return { works, failed };
};

/** Typing is worth seconds: what cannot be noted now is not tried again. */
const noteTyping = async (run: Run, { arrival }: Work<'typing'>): Promise<void> => {
  try {
    await run.noteTyping(arrival);
  } catch (error) {
    run.log.error('Typing could not be noted.', { channel: arrival.channel }, error);
  }
};

/** A probe that comes late has failed: it is neither tried again nor set aside. */
const noteProbe = async (run: Run, { arrival }: Work<'probe'>): Promise<void> => {
  try {
    await run.noteProbe(arrival);
  } catch (error) {
    run.log.error('A probe could not be noted.', { channel: arrival.channel }, error);
  }
};

/** What ingest could not put into quarantine itself; it was counted there. */
const quarantineRefused = async (run: Run, { record, delivery }: Work<'refused'>): Promise<string[]> => {
  try {
    await run.quarantine.keep(delivery);
    return [];
  } catch (error) {
    return failOrSetAside(run, record, error, delivery.channel);
  }
};

/**
 * Stores a batch of records from the events queue and returns the ids of those that must come again.
 * Conversations are independent of each other; records of one conversation are stored in their order.
 * No further attempt begins after `until` (epoch milliseconds).
 */
export const createPersist =
  (deps: PersistDependencies) =>
  async (records: readonly QueueRecord[], until: number): Promise<string[]> => {
    const run: Run = { ...deps, until };
    const opened = await Promise.all(records.map((record) => open(run, record)));
    const { works, failed } = sortOut(opened);
    const stored = await Promise.all([
      ...groupsOf(works).map((group) => storeGroup(run, group)),
      ...works.flatMap((work) => (work.holds === 'refused' ? [quarantineRefused(run, work)] : [])),
    ]);
    // After the events: the first of a conversation makes the summary that typing is noted in.
    await Promise.all(works.flatMap((work) => (work.holds === 'typing' ? [noteTyping(run, work)] : [])));
    // Last of all, as a probe is to tell of the whole way.
    await Promise.all(works.flatMap((work) => (work.holds === 'probe' ? [noteProbe(run, work)] : [])));
    return [...failed, ...stored.flat()];
  };
