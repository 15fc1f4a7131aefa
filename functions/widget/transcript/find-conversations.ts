import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import { fitsInKey, formatUserName, isUserName } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';

type Asked = { channel: string; user: string };

/** The names that somebody may mean: an auth_id, a user_id, or a user's name as it stands in ids. */
const namesOf = (user: string): string[] => {
  if (!fitsInKey(user)) throw new InvalidRequestError([{ field: 'user', message: 'is longer than any id' }]);
  const written = user.startsWith('~~') && isUserName(user) ? [user] : [];
  return [...written, formatUserName({ authId: user }), formatUserName({ userId: user })];
};

/** All conversations of a user of a channel, the one that was active last first. @throws InvalidRequestError */
export const findConversations = async (
  reader: Pick<ConversationReader, 'ofUser'>,
  { channel, user }: Asked,
): Promise<ConversationHead[]> => {
  const found = await Promise.all(namesOf(user).map((name) => reader.ofUser(channel, name)));
  const heads = new Map(found.flat().map((head) => [head.conversationId, head]));
  return [...heads.values()].toSorted((a, b) => b.updatedAt - a.updatedAt);
};
