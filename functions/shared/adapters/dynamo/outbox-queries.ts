import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { parseOutboxId } from '#functions/shared/domain/outbox/entry.ts';
import type { OutboxStore, UnreadableEntry } from '#functions/shared/domain/outbox/outbox-store.ts';
import { epochSeconds, isAlive, isAliveAt } from './expiry.ts';
import type { Item } from './item.ts';
import { profileKey } from './keys.ts';
import { entryFromItem, entryIfReadable } from './outbox-item.ts';
import {
  inLaneIndex,
  lanePartition,
  outboxIdOf,
  outboxKey,
  unfinishedIndex,
  unfinishedShard,
} from './outbox-keys.ts';
import { profileFromItem } from './profile-item.ts';
import { queryUpTo, readItems } from './read-items.ts';

type Table = { client: DynamoDBClient; tableName: string; clock: () => number };

const readAlive = async (table: Table, keys: readonly { pk: string; sk: string }[]): Promise<Item[]> => {
  const items = await readItems(table, keys);
  return items.filter((item) => isAliveAt(table.clock(), item));
};

export const readEntry: (table: Table) => OutboxStore['get'] = (table) => async (outboxId) => {
  const parts = parseOutboxId(outboxId);
  if (parts === undefined) return undefined;
  const [item] = await readAlive(table, [outboxKey(parts, parts.ulid)]);
  return item && entryFromItem(item);
};

export const readProfile: (table: Table) => OutboxStore['profile'] = (table) => async (channel, user) => {
  const [item] = await readAlive(table, [profileKey(channel, user)]);
  return item && profileFromItem(item);
};

/** One that has expired counts until DynamoDB deletes it: a place behind it is as good as any. */
export const readLastPlace: (table: Table) => OutboxStore['lastPlace'] = (table) => async (lane) => {
  const { items } = await queryUpTo(table, 1, {
    IndexName: inLaneIndex,
    KeyConditionExpression: 'pk = :lane',
    ExpressionAttributeValues: marshall({ ':lane': lanePartition(lane) }),
    ScanIndexForward: false,
    ConsistentRead: true,
  });
  return items[0]?.place?.S;
};

export const readNext: (table: Table) => OutboxStore['next'] = (table) => async (lane) => {
  const { items } = await queryUpTo(table, 1, {
    IndexName: inLaneIndex,
    KeyConditionExpression: 'pk = :lane',
    FilterExpression: isAlive,
    ExpressionAttributeValues: marshall({
      ':lane': lanePartition(lane),
      ':now': epochSeconds(table.clock()),
    }),
    // The index holds keys only; a local index fetches the rest from the table.
    Select: 'ALL_ATTRIBUTES',
    ConsistentRead: true,
  });
  return items[0] && entryFromItem(items[0]);
};

const keyIn = (item: Item) => ({ pk: item.pk?.S ?? '', sk: item.sk?.S ?? '' });

const nameOf = (item: Item): string => JSON.stringify(keyIn(item));

/** What its place in the index tells of an entry. */
const unreadableAt = (place: Item): UnreadableEntry => {
  const { pk, sk } = keyIn(place);
  const [updatedAt = ''] = place.unfinishedAt?.S?.split('#') ?? [];
  return { outboxId: outboxIdOf(pk, sk), updatedAt: Date.parse(updatedAt) };
};

/** The index may be behind the table: what it leads to counts as it is in the table, in the index's order. */
export const listEntries: (table: Table) => OutboxStore['list'] =
  (table) =>
  async ({ channel, status }, { order, limit, after }) => {
    const isBehind = order === 'asc' ? 'unfinishedAt > :after' : 'unfinishedAt < :after';
    const { items: found } = await queryUpTo(table, limit + 1, {
      IndexName: unfinishedIndex,
      KeyConditionExpression: `unfinishedShard = :shard${after === undefined ? '' : ` AND ${isBehind}`}`,
      ExpressionAttributeValues: marshall(
        { ':shard': unfinishedShard(channel, status), ':after': after },
        { removeUndefinedValues: true },
      ),
      ScanIndexForward: order === 'asc',
    });
    const page = found.slice(0, limit);
    const items = await readAlive(table, page.map(keyIn));
    const entries = new Map(items.map((item) => [nameOf(item), entryIfReadable(item)]));
    const there = page.filter((place) => entries.has(nameOf(place)));
    return {
      items: there
        .flatMap((place) => entries.get(nameOf(place)) ?? [])
        .filter((entry) => entry.status === status),
      unreadable: there.filter((place) => entries.get(nameOf(place)) === undefined).map(unreadableAt),
      next: found.length > limit ? page.at(-1)?.unfinishedAt?.S : undefined,
    };
  };
