import * as z from 'zod/mini';
import { channelNameSchema } from './channel.ts';
import { BrokenRecordError } from './errors.ts';
import { timeOf } from './iso-time.ts';
import { jsonIn } from './json.ts';
import type { QueueMessage } from './ports.ts';

/** The order of the names behind it is the order of arrival. */
export const spillPrefix = 'spill/';

/** Name of the object that keeps a message which the queue did not take. `receivedAt` is in epoch milliseconds. */
export const spillKey = ({ id, receivedAt }: { id: string; receivedAt: number }): string =>
  `${spillPrefix}${new Date(receivedAt).toISOString()}_${encodeURIComponent(id)}`;

const timeIn = /^spill\/(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_/;

/** When a message of this name was received, in epoch milliseconds; `undefined` for names that `spillKey` never makes. */
export const spilledAt = (key: string): number | undefined => timeOf(timeIn.exec(key)?.[1]);

const spilledSchema = z.object({
  v: z.literal(1),
  channel: channelNameSchema,
  body: z.string(),
  group: z.string(),
  deduplicationId: z.string(),
});

/** A message that waits in the bucket for the queue, and the channel it came by. */
export type Spilled = QueueMessage & { channel: string };

export const encodeSpilled = (spilled: Spilled): string => JSON.stringify({ v: 1, ...spilled });

/**
 * Reads what `encodeSpilled` wrote.
 * @throws BrokenRecordError for anything else.
 */
export const decodeSpilled = (text: string): Spilled => {
  const { success, data } = z.safeParse(spilledSchema, jsonIn(text));
  if (success) return data;
  throw new BrokenRecordError('This object is not a spilled message of this project.');
};
