import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationReader, Page } from '#functions/shared/domain/conversation-store.ts';
import type { IncomingEvent, ReadEvent } from '#functions/shared/domain/event.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { positionHoldsIdentity, positionOf } from '#functions/shared/domain/position.ts';
import { eventFromItem } from './event-item.ts';
import { epochSeconds, isAlive, isAliveAt } from './expiry.ts';
import { headFromItem } from './head-item.ts';
import type { Item } from './item.ts';
import {
  bySeqIndex,
  conversationKey,
  conversationOf,
  eventKey,
  eventPrefix,
  headKey,
  markerKey,
  recentIndex,
  recentShards,
  userPartition,
  userPrefix,
} from './keys.ts';
import { queryUpTo, readItems } from './read-items.ts';

type Table = {
  client: DynamoDBClient;
  tableName: string;
  /** Keeps the content of large events. */
  bucket: Pick<Bucket, 'get'>;
  clock: () => number;
};

const heads = async (table: Table, ids: readonly string[]): Promise<ConversationHead[]> => {
  const items = await readItems(table, [...new Set(ids)].map(headKey));
  return items
    .filter((item) => isAliveAt(table.clock(), item))
    .map(headFromItem)
    .toSorted((a, b) => b.updatedAt - a.updatedAt);
};

const shardEntries = async (
  table: Table,
  shard: string,
  limit: number,
  before: string,
): Promise<{ at: string; id: string }[]> => {
  const { items } = await queryUpTo(table, limit, {
    IndexName: recentIndex,
    KeyConditionExpression: 'recentShard = :shard AND recentAt < :before',
    ExpressionAttributeValues: marshall({ ':shard': shard, ':before': before }),
    ScanIndexForward: false,
  });
  return items.map((item) => ({ at: item.recentAt?.S ?? '', id: conversationOf(item.pk?.S ?? '') }));
};

/** Behind every hour that a key can begin with. */
const newest = '~';

const recent: (table: Table) => ConversationReader['recent'] =
  (table) =>
  async (channel, { limit, before = newest }) => {
    const shards = recentShards(channel).map((shard) => shardEntries(table, shard, limit + 1, before));
    const entries = (await Promise.all(shards)).flat().toSorted((a, b) => (a.at < b.at ? 1 : -1));
    const page = entries.slice(0, limit);
    return {
      items: await heads(
        table,
        page.map(({ id }) => id),
      ),
      next: entries.length > limit ? page.at(-1)?.at : undefined,
    };
  };

const ofUser: (table: Table) => ConversationReader['ofUser'] = (table) => async (channel, user) => {
  const { items } = await queryUpTo(table, 1000, {
    KeyConditionExpression: 'pk = :user AND begins_with(sk, :prefix)',
    FilterExpression: isAlive,
    ExpressionAttributeValues: marshall({
      ':user': userPartition(channel, user),
      ':prefix': userPrefix,
      ':now': epochSeconds(table.clock()),
    }),
  });
  return heads(
    table,
    items.flatMap((item) => item.conversationId?.S ?? []),
  );
};

const positionIn = (item: Item | undefined): string | undefined => item?.sk?.S?.slice(eventPrefix.length);

const events: (table: Table) => ConversationReader['events'] =
  (table) =>
  async (conversationId, { order, limit, after }): Promise<Page<ReadEvent>> => {
    const { items, last } = await queryUpTo(table, limit + 1, {
      KeyConditionExpression: 'pk = :conversation AND begins_with(sk, :prefix)',
      FilterExpression: isAlive,
      ExpressionAttributeValues: marshall({
        ':conversation': conversationKey(conversationId),
        ':prefix': eventPrefix,
        ':now': epochSeconds(table.clock()),
      }),
      ScanIndexForward: order === 'asc',
      ConsistentRead: true,
      ...(after !== undefined && { ExclusiveStartKey: marshall(eventKey(conversationId, after)) }),
    });
    const page = items.slice(0, limit);
    return {
      items: page.map((item) => eventFromItem(item, table.bucket)),
      next: positionIn(items.length > limit ? page.at(-1) : last),
    };
  };

const eventsAfter: (table: Table) => ConversationReader['eventsAfter'] =
  (table) =>
  async (conversationId, { after, limit }) => {
    const { items } = await queryUpTo(table, limit, {
      IndexName: bySeqIndex,
      KeyConditionExpression: 'pk = :conversation AND seq > :after',
      FilterExpression: isAlive,
      ExpressionAttributeValues: marshall({
        ':conversation': conversationKey(conversationId),
        ':after': after,
        ':now': epochSeconds(table.clock()),
      }),
      // The index holds keys only; a local index fetches the rest from the table.
      Select: 'ALL_ATTRIBUTES',
      ConsistentRead: true,
    });
    return items.slice(0, limit).map((item) => eventFromItem(item, table.bucket));
  };

/** A position that holds the event's identity depends on nothing else. */
const nowhere = { seq: 0, receivedAt: 0, lastPlatformId: undefined };

/** The key that is taken once this event is stored. */
const identityKey = (conversationId: string, event: IncomingEvent) =>
  positionHoldsIdentity(event)
    ? eventKey(conversationId, positionOf(event, nowhere))
    : markerKey(conversationId, event.identity);

const unstored: (table: Table) => ConversationReader['unstored'] =
  (table) => async (conversationId, incoming) => {
    const keyed = incoming.map((event) => ({ event, key: identityKey(conversationId, event) }));
    // DynamoDB refuses to be asked for one key twice.
    const keys = new Map(keyed.map(({ key }) => [key.sk, key]));
    const items = await readItems(table, [...keys.values()]);
    const stored = new Set(items.filter((item) => isAliveAt(table.clock(), item)).map(({ sk }) => sk?.S));
    return keyed.filter(({ key }) => !stored.has(key.sk)).map(({ event }) => event);
  };

/** Reads conversations from the table. */
export const createConversationReader = (table: Table): ConversationReader => ({
  head: async (conversationId) => (await heads(table, [conversationId]))[0],
  recent: recent(table),
  ofUser: ofUser(table),
  events: events(table),
  eventsAfter: eventsAfter(table),
  unstored: unstored(table),
});
