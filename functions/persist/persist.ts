import { decodeEnvelope, type Envelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError, RelayError } from '#functions/shared/domain/errors.ts';
import { userNames } from '#functions/shared/domain/event.ts';
import type { Log, Metrics } from '#functions/shared/domain/observe.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import type { Appended } from './append.ts';
import type { Arrival } from './arrival.ts';

/** A record as the events queue hands it out. */
export type QueueRecord = { id: string; body: string; receiveCount: number };

type Dependencies = {
  /** Reads a body by its source. */
  read: (envelope: Envelope) => Reading;
  append: (arrivals: readonly Arrival[], until: number) => Promise<Appended>;
  /** Keeps a record that we cannot handle, with the reason, outside the queue. */
  setAside: (record: QueueRecord, reason: string) => Promise<void>;
  metrics: Metrics;
  log: Log;
};

/** One invocation: its work must be done by `until`. */
type Run = Dependencies & { until: number };

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
  const { channel, source, receivedAt, body } = envelope;
  return { record, arrival: { channel, source, receivedAt, payload: body, news: reading.news } };
};

/** One conversation: the user under the first of the names, in one business of one channel. */
const groupOf = ({ arrival: { channel, news } }: Opened): string =>
  JSON.stringify([channel, news.businessId, userNames(news.user)[0]]);

const report = ({ metrics }: Dependencies, channel: string, appended: Appended): void => {
  if (appended.stored.length > 0) metrics.add(channel, 'Stored', appended.stored.length);
  if (appended.duplicates > 0) metrics.add(channel, 'Duplicate', appended.duplicates);
  if (appended.mismatches > 0) metrics.add(channel, 'BodyMismatch', appended.mismatches);
  if (appended.outOfOrder > 0) metrics.add(channel, 'OutOfOrder', appended.outOfOrder);
  for (const { storedAt, receivedAt } of appended.stored)
    metrics.add(channel, 'StoreLagMs', storedAt - receivedAt);
};

/** What fails for now may succeed later; anything else is a defect of ours. */
const mayPass = (error: unknown): boolean => error instanceof RelayError && error.retryable;

/** The ids that fail: none when the record could be set aside. */
const failOrSetAside = async (
  run: Run,
  record: QueueRecord,
  error: unknown,
  channel = 'unknown',
): Promise<string[]> => {
  const fields = { recordId: record.id, receiveCount: record.receiveCount, channel };
  run.log.error('A record cannot be handled.', fields, error);
  if (record.receiveCount < receivesBeforeSetAside) return [record.id];
  try {
    await run.setAside(record, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  } catch (cause) {
    run.log.error('A record could not be set aside; it stays on its queue.', fields, cause);
    return [record.id];
  }
  run.metrics.add(channel, 'SetAside');
  return [];
};

const storeOneByOne = async (run: Run, group: readonly Opened[]): Promise<string[]> => {
  for (const [index, opened] of group.entries()) {
    const failed = await storeGroup(run, [opened]);
    if (failed.length > 0) return group.slice(index).map(({ record }) => record.id);
  }
  return [];
};

/** Stores the records of one conversation together; the first that fails fails those behind it too. */
const storeGroup = async (run: Run, group: readonly [Opened, ...Opened[]]): Promise<string[]> => {
  const [{ record, arrival }, ...others] = group;
  try {
    const arrivals = group.map((opened) => opened.arrival);
    report(run, arrival.channel, await run.append(arrivals, run.until));
    return [];
  } catch (error) {
    if (mayPass(error)) {
      run.log.error('A conversation cannot be stored now.', { records: group.length }, error);
      return group.map((opened) => opened.record.id);
    }
    return others.length > 0
      ? storeOneByOne(run, group)
      : failOrSetAside(run, record, error, arrival.channel);
  }
};

/**
 * Stores a batch of records from the events queue and returns the ids of those that must come again.
 * Conversations are independent of each other; records of one conversation are stored in their order.
 * No further attempt begins after `until` (epoch milliseconds).
 */
export const createPersist =
  (deps: Dependencies) =>
  async (records: readonly QueueRecord[], until: number): Promise<string[]> => {
    const run: Run = { ...deps, until };
    const groups = new Map<string, [Opened, ...Opened[]]>();
    const failures: Promise<string[]>[] = [];
    for (const record of records) {
      try {
        const opened = open(deps, record);
        const group = groups.get(groupOf(opened));
        if (group) group.push(opened);
        else groups.set(groupOf(opened), [opened]);
      } catch (error) {
        failures.push(failOrSetAside(run, record, error));
      }
    }
    const stored = [...groups.values()].map((group) => storeGroup(run, group));
    return (await Promise.all([...failures, ...stored])).flat();
  };
