import type { Details } from '#functions/shared/domain/event.ts';
import { httpLink } from '#functions/shared/domain/hsl/link.ts';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import type { Payload } from '../payload.ts';
import { closingNames } from './closing-names.ts';
import { commentOf, descriptionOf, objectOf, withoutAbsent } from './fields.ts';
import { followUpOf } from './follow-up.ts';

/** Free-form objects that bot builders fill; larger ones stay in the payload alone: UTF-16 code units of their JSON. */
const largestFreeForm = 2000;

const link = (value: unknown): string | undefined =>
  typeof value === 'string' ? httpLink(value) : undefined;

const freeForm = (value: unknown): Details | undefined =>
  isJsonObject(value) && Object.keys(value).length > 0 && JSON.stringify(value).length <= largestFreeForm
    ? value
    : undefined;

/** For three days of August 2019 the categories were one text. */
const categoriesOf = (value: unknown): Details | undefined => {
  const { reason, subReason, comment } = isJsonObject(value) ? value : { reason: value };
  return withoutAbsent({
    reason: commentOf(reason),
    subReason: commentOf(subReason),
    comment: commentOf(comment),
  });
};

/**
 * What Haptik says of a closing, in every generation of its keys (2019-07 to 2022-12).
 * Empty and absent fields are left out; nothing said at all is `undefined`.
 */
export const closingDetails = (payload: Payload): Details | undefined => {
  const data = objectOf(payload.data);
  const names = closingNames(payload);
  return withoutAbsent({
    conversationIdentifier: descriptionOf(names.conversationIdentifier),
    collectionId: descriptionOf(names.collectionId),
    conversationNo: descriptionOf(names.conversationNo),
    completionType: descriptionOf(data.completion_type),
    completionBy: descriptionOf(data.completion_by),
    closingCategories: categoriesOf(data.closing_categories),
    followUp: followUpOf(payload.follow_up_details),
    chatLink: link(data.complete_chat_link) ?? link(data.chat_link),
    conversationDetails: freeForm(data.conversation_details) ?? freeForm(data.conversation_data),
    userDetails: freeForm(data.user_details) ?? freeForm(data.permanent_user_data),
  });
};
