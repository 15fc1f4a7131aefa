import { mayPass } from '#functions/shared/domain/errors.ts';
import { unknownChannel } from '#functions/shared/domain/observe.ts';
import type { QueueRecord, Run } from './run.ts';

/** Receives of a record that we cannot handle before it is set aside, so that it stops blocking its conversation. */
const receivesBeforeSetAside = 5;

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** The ids that fail: none when the record could be set aside. */
export const failOrSetAside = async (
  run: Run,
  record: QueueRecord,
  error: unknown,
  channel = unknownChannel,
): Promise<string[]> => {
  const fields = { recordId: record.id, receiveCount: record.receiveCount, channel };
  run.log.error('A record cannot be handled.', fields, error);
  if (mayPass(error) || record.receiveCount < receivesBeforeSetAside) return [record.id];
  try {
    await run.setAside(record, describe(error));
  } catch (cause) {
    run.log.error('A record could not be set aside; it stays on its queue.', fields, cause);
    return [record.id];
  }
  run.metrics.add(channel, 'SetAside');
  return [];
};
