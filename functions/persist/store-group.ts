import type { Appended } from '#functions/shared/append/append.ts';
import { mayPass, UnstorableError } from '#functions/shared/domain/errors.ts';
import { failOrSetAside } from './fail-or-set-aside.ts';
import type { Run, Work } from './run.ts';

/** Records of one conversation. */
export type Group = readonly [Work<'events'>, ...Work<'events'>[]];

const report = ({ metrics }: Run, channel: string, appended: Appended): void => {
  if (appended.stored.length > 0) metrics.add(channel, 'Stored', appended.stored.length);
  if (appended.duplicates > 0) metrics.add(channel, 'Duplicate', appended.duplicates);
  if (appended.mismatches > 0) metrics.add(channel, 'BodyMismatch', appended.mismatches);
  if (appended.outOfOrder > 0) metrics.add(channel, 'OutOfOrder', appended.outOfOrder);
  for (const { storedAt, receivedAt } of appended.stored)
    metrics.add(channel, 'StoreLagMs', storedAt - receivedAt);
};

const storeOneByOne = async (run: Run, group: Group): Promise<string[]> => {
  for (const [index, work] of group.entries()) {
    const failed = await storeGroup(run, [work]);
    if (failed.length > 0) return group.slice(index).map(({ record }) => record.id);
  }
  return [];
};

/** What no item can hold goes where everything goes that is authentic and cannot be stored. */
const quarantineUnstorable = async (
  run: Run,
  { record, deliveryId, arrival }: Work<'events'>,
  error: UnstorableError,
): Promise<string[]> => {
  const { channel, source, receivedAt, payload } = arrival;
  const delivery = { deliveryId, channel, source, receivedAt, headers: {}, body: Buffer.from(payload) };
  try {
    await run.quarantine.keep({ ...delivery, reason: error.message });
  } catch (cause) {
    return failOrSetAside(run, record, cause, channel);
  }
  run.metrics.add(channel, 'Quarantined');
  run.log.error('A delivery went to quarantine.', { channel, deliveryId, reason: error.message });
  return [];
};

/** Stores the records of one conversation together; the first that fails fails those behind it too. */
export const storeGroup = async (run: Run, group: Group): Promise<string[]> => {
  const [first, ...others] = group;
  try {
    const arrivals = group.map(({ arrival }) => arrival);
    report(run, first.arrival.channel, await run.append(arrivals, run.until));
    return [];
  } catch (error) {
    if (mayPass(error)) {
      run.log.error('A conversation cannot be stored now.', { records: group.length }, error);
      return group.map(({ record }) => record.id);
    }
    if (others.length > 0) return storeOneByOne(run, group);
    return error instanceof UnstorableError
      ? quarantineUnstorable(run, first, error)
      : failOrSetAside(run, first.record, error, first.arrival.channel);
  }
};
