import { sha256 } from '#functions/shared/domain/digest.ts';
import type { Payload } from '../payload.ts';
import { closingNames } from './closing-names.ts';
import { exactText, objectOf } from './fields.ts';

/** What an event is told by: its name, the platform's message id if it has one, the payload and its text. */
type Subject = {
  eventName: string;
  platformId: string | undefined;
  payload: Payload;
  raw: string;
};

/** What makes two deliveries the same event; and whether the platform's id is what tells it. */
export type Identity = (subject: Subject) => { identity: string; platformId?: string | undefined };

/** A digest of several names: as JSON no two lists of them read the same, and it fits into a key. */
const namesDigest = (...names: readonly string[]): string => sha256(JSON.stringify(names)).slice(0, 32);

/** Where no id tells an event: its name and the whole body, with its place in a list. */
export const bodyIdentity = (name: string, raw: string, index = 0): string =>
  `${name}|${sha256(raw)}${index === 0 ? '' : `.${index}`}`;

/** By the message's id; without one by the whole body. */
export const byMessage: Identity = (subject) =>
  subject.platformId === undefined
    ? { identity: bodyIdentity(subject.eventName, subject.raw) }
    : { identity: `${subject.eventName}|${subject.platformId}`, platformId: subject.platformId };

/** By the best name there is: of the conversation, of its number in the collection, of its number with the user. */
const closingKey = ({ payload }: Subject): string | undefined => {
  const { conversationIdentifier, collectionId, conversationNo } = closingNames(payload);
  if (conversationIdentifier !== undefined) return namesDigest('conversation', conversationIdentifier);
  if (conversationNo === undefined) return undefined;
  if (collectionId !== undefined) return namesDigest('collection', collectionId, conversationNo);
  const { auth_id, user_id } = objectOf(payload.user);
  const user = exactText(auth_id) ?? exactText(user_id);
  return user === undefined ? undefined : namesDigest('user', user, conversationNo);
};

/** By what the platform calls the conversation that was closed, under one name for each kind of closing. */
export const byClosing =
  (name: string): Identity =>
  (subject) => {
    const key = closingKey(subject);
    return { identity: key === undefined ? bodyIdentity(name, subject.raw) : `${name}|${key}` };
  };

/** By the conversation and the body: a conversation may fall idle again. */
export const byClosingAndBody: Identity = (subject) => ({
  identity: `${subject.eventName}|${closingKey(subject) ?? ''}|${sha256(subject.raw)}`,
});
