import type { Appended } from '#functions/shared/append/append.ts';
import type { Arrival } from '#functions/shared/append/arrival.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import type { ConversationNews, ReadEvent } from '#functions/shared/domain/event.ts';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import { formatOutboxId } from '#functions/shared/domain/outbox/entry.ts';
import { plainText } from '#functions/shared/domain/text.ts';
import { readBody } from '#functions/shared/sources/read-body.ts';
import type { Source } from '#functions/shared/sources/source.ts';
import type { Destination } from './destination.ts';

export type StoreAskedDependencies = {
  reader: Pick<ConversationReader, 'events'>;
  append: (arrivals: readonly Arrival[], until: number) => Promise<Appended>;
  sourceNamed: (name: string) => Source;
  clock: () => number;
};

/** A question that was put to the platform. `askedAt` is in epoch milliseconds. */
export type Asked = { destination: Destination; text: string; seed: string; askedAt: number };

/** How long the table may make us try: the caller has waited for the platform already. Milliseconds. */
const longestStoring = 1_500;

const question = ({ destination, text, seed, askedAt }: Asked): Arrival => {
  const { channel, laneUser, businessId, user, head } = destination;
  return {
    channel: channel.name,
    source: channel.source,
    receivedAt: askedAt,
    payload: JSON.stringify({ message_body: text }),
    news: {
      businessId,
      user,
      events: [
        {
          kind: 'message',
          eventName: 'message',
          identity: `ask|${seed}`,
          author: { type: 'user' },
          text: plainText(text),
          orderedBy: 'platform',
          // The platform tells no id of it: it stands behind what was known when it was put.
          behindId: head?.lastPlatformId ?? '0',
        },
      ],
    },
    // Not in the outbox: this call was its only try.
    sent: { outboxId: formatOutboxId(channel.name, laneUser, seed) },
  };
};

/**
 * What the platform's answer says, as its source reads a delivery of the same. The answer names neither the event
 * nor the user nor the business. `undefined`: it is no reply.
 */
export const readReply = (
  { sourceNamed }: Pick<StoreAskedDependencies, 'sourceNamed'>,
  { channel, businessId, user }: Destination,
  body: unknown,
): ConversationNews | undefined => {
  const named = {
    ...(isJsonObject(body) && body),
    event_name: 'message',
    business_id: businessId,
    user: { auth_id: user.authId, user_id: user.userId },
  };
  const reading = readBody(sourceNamed(channel.source), Buffer.from(JSON.stringify(named)));
  return reading.outcome === 'understood' ? reading.news : undefined;
};

/** Stores a question of which no reply can be read. @throws StoreUnavailableError */
export const storeQuestion = async (deps: StoreAskedDependencies, asked: Asked): Promise<void> => {
  await deps.append([question(asked)], deps.clock() + longestStoring);
};

/** How far back the reply is looked for in the conversation, in events. */
const searched = 100;

/**
 * Stores a question and its reply, in this order. Answers where, and the reply as it is stored by now: it may have come
 * by the webhook as well.
 * @throws StoreUnavailableError
 */
export const storeAsked = async (
  deps: StoreAskedDependencies,
  asked: Asked,
  reply: { body: unknown; news: ConversationNews },
): Promise<{ conversationId: string; events: readonly ReadEvent[] }> => {
  const { channel, source } = question(asked);
  const now = deps.clock();
  const payload = JSON.stringify(reply.body);
  const arrivals = [question(asked), { channel, source, receivedAt: now, payload, news: reply.news }];
  const { conversationId, stored } = await deps.append(arrivals, now + longestStoring);
  const fresh = new Set(stored.map(({ seq }) => seq));
  const ids = new Set(reply.news.events.flatMap(({ platformId }) => platformId ?? []));
  const { items } = await deps.reader.events(conversationId, { order: 'desc', limit: searched });
  const isReply = ({ direction, kind, seq, platformId = '' }: ReadEvent): boolean =>
    direction === 'in' && kind === 'message' && (fresh.has(seq) || ids.has(platformId));
  return { conversationId, events: items.filter(isReply).toReversed() };
};
