import { formatUserKey } from '#functions/shared/domain/conversation-id.ts';
import { decodeEnvelope, type Envelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError, RelayError } from '#functions/shared/domain/errors.ts';
import { userKeys } from '#functions/shared/domain/event.ts';
import type { Log, Metrics } from '#functions/shared/domain/observe.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import type { Appended } from './append.ts';
import type { Arrival } from './arrival.ts';

/** A record as the events queue hands it out. */
export type QueueRecord = { id: string; body: string; receiveCount: number };

type Dependencies = {
  /** Reads a body by its source. */
  read: (envelope: Envelope) => Reading;
  append: (arrivals: readonly Arrival[]) => Promise<Appended>;
  /** Keeps a record that we cannot handle, with the reason, outside the queue. */
  setAside: (record: QueueRecord, reason: string) => Promise<void>;
  metrics: Metrics;
  log: Log;
};

type Opened = { record: QueueRecord; arrival: Arrival };

/** Receives of a record that we cannot handle before it is set aside, so that it stops blocking its conversation. */
const receivesBeforeSetAside = 5;

const open = ({ read }: Dependencies, record: QueueRecord): Opened => {
  const envelope = decodeEnvelope(record.body);
  const reading = read(envelope);
  if (reading.outcome !== 'understood') {
    throw new BrokenRecordError(
      'Ingest understood this delivery and persist does not: deploy them together.',
    );
  }
  const { channel, source, deliveryId, receivedAt, body } = envelope;
  return { record, arrival: { channel, source, deliveryId, receivedAt, payload: body, news: reading.news } };
};

/** One conversation: the user under the first of the names, in one business of one channel. */
const groupOf = ({ arrival: { channel, news } }: Opened): string =>
  JSON.stringify([channel, news.businessId, userKeys(news.user).map(formatUserKey)[0]]);

const report = ({ metrics }: Dependencies, channel: string, appended: Appended): void => {
  if (appended.stored.length > 0) metrics.add(channel, 'Stored', appended.stored.length);
  if (appended.duplicates > 0) metrics.add(channel, 'Duplicate', appended.duplicates);
  if (appended.mismatches > 0) metrics.add(channel, 'BodyMismatch', appended.mismatches);
  if (appended.outOfOrder > 0) metrics.add(channel, 'OutOfOrder', appended.outOfOrder);
  for (const { storedAt, receivedAt } of appended.stored)
    metrics.add(channel, 'StoreLagMs', storedAt - receivedAt);
};

/** What fails for us and may succeed later stays on the queue; anything else is a defect of ours. */
const isOurDefect = (error: unknown): boolean => !(error instanceof RelayError && error.retryable);

/** The ids that fail: none when the record could be set aside. */
const failOrSetAside = async (deps: Dependencies, record: QueueRecord, error: unknown): Promise<string[]> => {
  const fields = { recordId: record.id, receiveCount: record.receiveCount };
  deps.log.error('A record cannot be handled.', fields, error);
  if (!isOurDefect(error) || record.receiveCount < receivesBeforeSetAside) return [record.id];
  try {
    await deps.setAside(record, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  } catch (cause) {
    deps.log.error('A record could not be set aside; it stays on its queue.', fields, cause);
    return [record.id];
  }
  deps.metrics.add('all', 'SetAside');
  return [];
};

const storeOneByOne = async (deps: Dependencies, group: readonly Opened[]): Promise<string[]> => {
  for (const [index, opened] of group.entries()) {
    const failed = await storeGroup(deps, [opened]);
    if (failed.length > 0) return group.slice(index).map(({ record }) => record.id);
  }
  return [];
};

/** Stores the records of one conversation together; the first that fails fails those behind it too. */
const storeGroup = async (deps: Dependencies, group: readonly Opened[]): Promise<string[]> => {
  const [first] = group;
  if (first === undefined) return [];
  try {
    report(deps, first.arrival.channel, await deps.append(group.map(({ arrival }) => arrival)));
    return [];
  } catch (error) {
    if (group.length > 1 && isOurDefect(error)) return storeOneByOne(deps, group);
    if (group.length === 1) return failOrSetAside(deps, first.record, error);
    deps.log.error('A conversation could not be stored now.', { records: group.length }, error);
    return group.map(({ record }) => record.id);
  }
};

/**
 * Stores a batch of records from the events queue and returns the ids of those that must come again.
 * Conversations are independent of each other; records of one conversation are stored in their order.
 */
export const createPersist =
  (deps: Dependencies) =>
  async (records: readonly QueueRecord[]): Promise<string[]> => {
    const groups = new Map<string, Opened[]>();
    const failures: Promise<string[]>[] = [];
    for (const record of records) {
      try {
        const opened = open(deps, record);
        const group = groupOf(opened);
        groups.set(group, [...(groups.get(group) ?? []), opened]);
      } catch (error) {
        failures.push(failOrSetAside(deps, record, error));
      }
    }
    const stored = [...groups.values()].map((group) => storeGroup(deps, group));
    return (await Promise.all([...failures, ...stored])).flat();
  };
