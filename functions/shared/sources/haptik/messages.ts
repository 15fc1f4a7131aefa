import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { readMessageBody } from '#functions/shared/domain/hsl/message-body.ts';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import { decimal } from '#functions/shared/domain/platform-id.ts';
import { isAbsent } from '../id-fields.ts';
import { bodyIdentity } from './identity.ts';
import type { Subject } from './subject.ts';

/** The events of a delivery, or why it cannot be understood. */
export type Events = { events: readonly IncomingEvent[] } | { problem: string };

/** Haptik's synchronous answers carry a list; more than this is no chat. */
const mostMessages = 50;

/** Each event of a list is stored with the whole payload: what they take together, in characters. */
const largestList = 4 * 1024 * 1024;

const readOne = (
  entry: unknown,
  subject: Subject,
  withoutId: () => string,
): IncomingEvent | { problem: string } => {
  if (!isJsonObject(entry)) return { problem: 'message: must be an object' };
  const body = readMessageBody(entry.body);
  if (body === undefined) return { problem: 'message.body: is neither text nor an HSL element' };
  const platformId = decimal(entry.id);
  if (platformId === undefined && !isAbsent(entry.id)) {
    return { problem: 'message.id: must be a whole number of up to 64 bits' };
  }
  return {
    kind: 'message',
    eventName: 'message',
    identity: platformId === undefined ? withoutId() : `message|${platformId}`,
    // Without an agent (before 2018-10-05) only the bot is known to have spoken.
    author: subject.author ?? { type: 'bot' },
    ...body,
    orderedBy: 'platform',
    platformId,
    platformAt: subject.platformAt,
  };
};

/** Reads the message of a payload, or the list of them; one that cannot be read makes all of them unusable. */
export const readMessages = (message: unknown, subject: Subject, raw: string): Events => {
  const entries = Array.isArray(message) ? message : [message];
  if (entries.length === 0) return { problem: 'message: is an empty list' };
  if (entries.length > mostMessages) {
    return { problem: `message: is a list of more than ${mostMessages}` };
  }
  if (entries.length > 1 && entries.length * raw.length > largestList) {
    return { problem: 'message: is a list that is too large' };
  }
  const events: IncomingEvent[] = [];
  for (const [index, entry] of entries.entries()) {
    const event = readOne(entry, subject, () => bodyIdentity('message', raw, index));
    if ('problem' in event) return event;
    events.push(event);
  }
  return { events };
};
