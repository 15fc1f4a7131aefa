import type { Channel } from '#functions/shared/domain/channel.ts';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import { decodePart, type UserName } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import type { Recipient } from '#functions/shared/domain/outbox/command.ts';
import type { OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { type SendingChannel, sendingChannel } from '#functions/shared/domain/sending-channel.ts';
import { checkBusiness } from './check-business.ts';
import { checkUser } from './check-user.ts';
import { type ApiRequest, conversationPath, noParameters, readParameters } from './request.ts';

/** What tells where a request is addressed to. */
export type DestinationDependencies = {
  reader: Pick<ConversationReader, 'head' | 'ofUser'>;
  outbox: Pick<OutboxStore, 'lastPlace'>;
  channels: readonly Channel[];
};

/** The conversation that something is sent to; nothing may be stored of it yet. */
export type Destination = {
  channel: SendingChannel;
  conversationId: string;
  businessId: string;
  laneUser: UserName;
  user: Recipient;
  head: ConversationHead | undefined;
};

/** The parts of a conversation's id, which is well-formed. */
const partsOf = (conversationId: string) => {
  const [channel = '', business = '', user = ''] = conversationId.split(':');
  return { channel, businessId: decodePart(business) ?? '', user };
};

/**
 * Whose lane a command goes to: of the user in the conversation's id, but behind what still waits under the name that
 * was given. Else it could overtake commands that were accepted before that conversation was known to be this user's.
 */
export const laneUserFor = async (
  { outbox }: Pick<DestinationDependencies, 'outbox'>,
  { channel, user }: { channel: string; user: UserName },
  conversationId: string | undefined,
): Promise<UserName> => {
  const known = conversationId === undefined ? user : partsOf(conversationId).user;
  if (known === user) return user;
  const waiting = await outbox.lastPlace({ channel, laneUser: user });
  return waiting === undefined ? known : user;
};

/** How the platform knows a user: by what it told, else by the name that a caller gave. */
export const recipient = (user: UserName, head: ConversationHead | undefined): Recipient => {
  const named: Recipient = user.startsWith('~~')
    ? { userId: decodePart(user.slice(2)) }
    : { authId: decodePart(user) };
  return { authId: head?.authId ?? named.authId, userId: head?.userId?.value ?? named.userId };
};

/** The conversation of this id, else the one that its user began under another name. */
const findHead = async (
  reader: DestinationDependencies['reader'],
  conversationId: string,
): Promise<ConversationHead | undefined> => {
  const head = await reader.head(conversationId);
  if (head !== undefined) return head;
  const { channel, businessId, user } = partsOf(conversationId);
  const others = await reader.ofUser(channel, user);
  return others.find((other) => other.businessId === businessId);
};

/**
 * Where a request is addressed to by its path.
 * @throws InvalidRequestError, ConflictError where nothing can be sent there.
 */
export const findDestination = async (
  deps: DestinationDependencies,
  { path, query }: ApiRequest,
): Promise<Destination> => {
  const { reader, channels } = deps;
  const { id } = readParameters(conversationPath, path);
  readParameters(noParameters, query);
  const { channel: name, businessId, user } = partsOf(id);
  const channel = sendingChannel(channels, name, 'id');
  checkBusiness(channel, { businessId, field: 'id' });
  checkUser(user, 'id');
  const head = await findHead(reader, id);
  const conversationId = head?.conversationId ?? id;
  return {
    channel,
    conversationId,
    businessId,
    laneUser: await laneUserFor(deps, { channel: name, user }, head?.conversationId),
    user: recipient(user, head),
    head,
  };
};
