import * as z from 'zod/mini';
import { channelNameSchema } from '#functions/shared/domain/channel.ts';
import { isUserName } from '#functions/shared/domain/conversation-id.ts';
import { digestOf, sha256 } from '#functions/shared/domain/digest.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { jsonIn } from '#functions/shared/domain/json.ts';
import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import { laneOf } from './entry.ts';
import type { Lane } from './outbox-store.ts';

const wakeUpSchema = z.object({
  v: z.literal(1),
  channel: channelNameSchema,
  laneUser: z.string().check(z.refine(isUserName)),
});

/** The queue message that wakes a lane up: its lane is its group, so that one lane never waits for another. */
export const toWakeUp = ({ channel, laneUser }: Lane, token: string): QueueMessage => {
  const lane = laneOf({ channel, laneUser });
  return {
    body: JSON.stringify({ v: 1, channel, laneUser }),
    group: sha256(lane),
    deduplicationId: digestOf(lane, token),
  };
};

/**
 * The lane that a message of `toWakeUp` wakes up.
 * @throws BrokenRecordError for any other text.
 */
export const decodeWakeUp = (text: string): Lane => {
  const { success, data } = z.safeParse(wakeUpSchema, jsonIn(text));
  if (success) return { channel: data.channel, laneUser: data.laneUser };
  throw new BrokenRecordError('This queue record is not a wake-up of this project.');
};
