import * as z from 'zod/mini';
import { isChannelName } from './channel.ts';

/** The name of one end user: the company's own id when it is known, else the platform's. */
export type UserKey = { authId: string } | { userId: string };

/** A part of an id stays within DynamoDB's key limit (2,048 bytes) together with the other parts. */
const longestPart = 1024;

const plain = /[A-Za-z0-9._-]/;

const encodeByte = (byte: number): string => {
  const character = String.fromCharCode(byte);
  return plain.test(character) ? character : `~${byte.toString(16).toUpperCase().padStart(2, '0')}`;
};

const encodePart = (text: string): string =>
  /^[A-Za-z0-9._-]*$/.test(text) ? text : Array.from(Buffer.from(text, 'utf8'), encodeByte).join('');

const decodePart = (part: string): string | undefined => {
  const bytes = Buffer.from(
    part.replace(/~([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  const text = bytes.toString('utf8');
  return text !== '' && encodePart(text) === part ? text : undefined;
};

/**
 * The user part of a conversation id: every UTF-8 byte of the auth_id outside `A–Z a–z 0–9 . _ -` as `~HH`,
 * or `~~` and the user_id written the same way.
 */
export const formatUserKey = (user: UserKey): string =>
  'authId' in user ? encodePart(user.authId) : `~~${encodePart(user.userId)}`;

/** Reads what `formatUserKey` wrote; anything else is `undefined`. */
export const parseUserKey = (text: string): UserKey | undefined => {
  if (text.length > longestPart) return undefined;
  const id = decodePart(text.startsWith('~~') ? text.slice(2) : text);
  if (id === undefined) return undefined;
  return text.startsWith('~~') ? { userId: id } : { authId: id };
};

/** `<channel>:<business>:<user>`, safe in a URL path as it is. */
export const formatConversationId = (channel: string, businessId: string, user: UserKey): string =>
  `${channel}:${encodePart(businessId)}:${formatUserKey(user)}`;

/** Whether a user's id is short enough to stand in keys once it is encoded. */
export const fitsInKey = (text: string): boolean => encodePart(text).length <= longestPart;

export const conversationIdSchema = z.string().check(
  z.refine((id) => {
    const [channel = '', business = '', user = '', ...rest] = id.split(':');
    const wellFormed =
      isChannelName(channel) &&
      business.length <= longestPart &&
      decodePart(business) !== undefined &&
      parseUserKey(user) !== undefined;
    return rest.length === 0 && wellFormed;
  }, 'must be a conversation id: <channel>:<business_id>:<user>, other bytes than A-Z a-z 0-9 . _ - written ~HH'),
);
