import * as z from 'zod/mini';
import { isChannelName } from './channel.ts';

/** One end user's id: the company's own when it is known, else the platform's. */
type UserId = { authId: string } | { userId: string };

/**
 * An id of a user as it stands in conversation ids and keys: the auth_id, or `~~` and the user_id, with every UTF-8
 * byte outside `A–Z a–z 0–9 . _ -` written `~HH`.
 */
export type UserName = string;

/** Two parts, a channel and their separators stay within DynamoDB's longest partition key (2,048 bytes). */
const longestPart = 960;

const plain = /[A-Za-z0-9._-]/;

const encodeByte = (byte: number): string => {
  const character = String.fromCharCode(byte);
  return plain.test(character) ? character : `~${byte.toString(16).toUpperCase().padStart(2, '0')}`;
};

/** Text in the alphabet of ids: every UTF-8 byte outside `A–Z a–z 0–9 . _ -` is written `~HH`. */
export const encodePart = (text: string): string =>
  /^[A-Za-z0-9._-]*$/.test(text) ? text : Array.from(Buffer.from(text, 'utf8'), encodeByte).join('');

/** What `encodePart` wrote; `undefined` for anything else, and for nothing. */
export const decodePart = (part: string): string | undefined => {
  const bytes = Buffer.from(
    part.replace(/~([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  const text = bytes.toString('utf8');
  return text !== '' && encodePart(text) === part ? text : undefined;
};

export const formatUserName = (user: UserId): UserName =>
  'authId' in user ? encodePart(user.authId) : `~~${encodePart(user.userId)}`;

/** Whether a text is a user's name as `formatUserName` writes it. */
export const isUserName = (text: string): boolean =>
  text.length <= longestPart && decodePart(text.startsWith('~~') ? text.slice(2) : text) !== undefined;

/** `<channel>:<business>:<user>`, safe in a URL path as it is. */
export const formatConversationId = (channel: string, businessId: string, user: UserName): string =>
  `${channel}:${encodePart(businessId)}:${user}`;

/** Whether an id is short enough to stand in keys once it is encoded. */
export const fitsInKey = (id: string): boolean => formatUserName({ userId: id }).length <= longestPart;

export const conversationIdSchema = z.string().check(
  z.refine((id) => {
    const [channel = '', business = '', user = '', ...rest] = id.split(':');
    const wellFormed =
      isChannelName(channel) &&
      business.length <= longestPart &&
      decodePart(business) !== undefined &&
      isUserName(user);
    return rest.length === 0 && wellFormed;
  }, 'must be a conversation id: <channel>:<business_id>:<user>, other bytes than A-Z a-z 0-9 . _ - written ~HH'),
);
