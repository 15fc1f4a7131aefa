import type { Details } from '#functions/shared/domain/event.ts';
import { numberAsText } from '#functions/shared/domain/platform-id.ts';
import { commentOf, descriptionOf, objectOf, withoutAbsent } from './fields.ts';

/** Haptik's numbers for whom it reminds (2020-09-15). */
const recipients: ReadonlyMap<string, string> = new Map([
  ['1', 'expert'],
  ['2', 'user'],
  ['3', 'both'],
]);

/** Epoch seconds. */
const secondsToIso = (value: unknown): string | undefined => {
  const text = numberAsText(value);
  return typeof text === 'string' && /^\d{1,11}$/.test(text)
    ? new Date(Number(text) * 1000).toISOString()
    : undefined;
};

/** Who is to be reminded of a conversation, when and of what; nothing said at all is `undefined`. */
export const followUpOf = (value: unknown): Details | undefined => {
  const { follow_up_timestamp, send_to, expert_name, comment, team_id } = objectOf(value);
  const sendTo = descriptionOf(send_to);
  return withoutAbsent({
    at: secondsToIso(follow_up_timestamp),
    sendTo: sendTo && (recipients.get(sendTo) ?? sendTo),
    expertName: descriptionOf(expert_name),
    comment: commentOf(comment),
    teamId: descriptionOf(team_id),
  });
};
