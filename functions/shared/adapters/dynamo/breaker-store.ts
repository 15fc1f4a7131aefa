import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Breaker, BreakerStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Item } from './item.ts';
import { breakerKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { throwOurError } from './throw-our-error.ts';
import { unlessRefused } from './unless-refused.ts';

type Table = { client: DynamoDBClient; tableName: string };

const breakerSchema = z.object({
  failures: z._default(z.int(), 0),
  openedAt: z.optional(z.number()),
  probedAt: z.optional(z.number()),
});

const breakerFromItem = (item: Item = {}): Breaker => z.parse(breakerSchema, unmarshall(item));

const isClosed = 'attribute_not_exists(openedAt)';

const addFailure = async ({ client, tableName }: Table, channel: string): Promise<number> => {
  const update = new UpdateItemCommand({
    TableName: tableName,
    Key: marshall(breakerKey(channel)),
    UpdateExpression: 'ADD failures :one',
    ExpressionAttributeValues: marshall({ ':one': 1 }),
    ReturnValues: 'ALL_NEW',
  });
  const { Attributes } = await client.send(update).catch(throwOurError);
  return breakerFromItem(Attributes).failures;
};

const open = async ({ client, tableName }: Table, channel: string, now: number): Promise<boolean> => {
  const update = new UpdateItemCommand({
    TableName: tableName,
    Key: marshall(breakerKey(channel)),
    UpdateExpression: 'SET openedAt = :now',
    ConditionExpression: isClosed,
    ExpressionAttributeValues: marshall({ ':now': now }),
  });
  return unlessRefused(client.send(update));
};

const takeProbe = async (
  { client, tableName }: Table,
  channel: string,
  { seen: { openedAt, probedAt }, now }: { seen: Breaker; now: number },
): Promise<boolean> => {
  if (openedAt === undefined) return false;
  const isUnprobed = probedAt === undefined ? 'attribute_not_exists(probedAt)' : 'probedAt = :probedAt';
  const update = new UpdateItemCommand({
    TableName: tableName,
    Key: marshall(breakerKey(channel)),
    UpdateExpression: 'SET probedAt = :now',
    ConditionExpression: `openedAt = :openedAt AND ${isUnprobed}`,
    ExpressionAttributeValues: marshall(
      { ':now': now, ':openedAt': openedAt, ':probedAt': probedAt },
      { removeUndefinedValues: true },
    ),
  });
  return unlessRefused(client.send(update));
};

/**
 * Without a condition: it closes one that was opened a moment ago too. Something was just carried out, so the platform
 * is there; where it is not, the next failures open it again. A put, as that takes no right to delete.
 */
const close = async ({ client, tableName }: Table, channel: string): Promise<void> => {
  const Item = marshall({ ...breakerKey(channel), failures: 0 });
  await client.send(new PutItemCommand({ TableName: tableName, Item })).catch(throwOurError);
};

/** Keeps each channel's breaker in the table, for good. */
export const createBreakerStore = (table: Table): BreakerStore => ({
  read: async (channel) => breakerFromItem((await readItems(table, [breakerKey(channel)]))[0]),
  addFailure: async (channel) => addFailure(table, channel),
  open: async (channel, now) => open(table, channel, now),
  takeProbe: async (channel, seen, now) => takeProbe(table, channel, { seen, now }),
  close: async (channel) => close(table, channel),
});
