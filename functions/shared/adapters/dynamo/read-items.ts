import {
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Item } from './item.ts';
import { throwOurError } from './throw-our-error.ts';

type Table = { client: DynamoDBClient; tableName: string };

export type Found = { items: Item[]; last: Item | undefined };

/** A query page holds up to 1 MB; more of them at once would not fit into one answer anyway. */
const mostPages = 4;

/**
 * Items of a query in its order: `limit` at most, fewer when they are large; `last`: where it stopped early.
 * Pages whose items are all filtered out (expired, not deleted yet) are passed over.
 */
export const queryUpTo = async (
  { client, tableName }: Table,
  limit: number,
  query: Omit<QueryCommandInput, 'TableName' | 'Limit'>,
): Promise<Found> => {
  const items: Item[] = [];
  let last: Item | undefined;
  for (let page = 0; page < mostPages || items.length === 0; page += 1) {
    const input = {
      ...query,
      TableName: tableName,
      // Behind a page of which nothing was left, a whole page: there may be many more.
      ...((page === 0 || items.length > 0) && { Limit: limit - items.length }),
      ...(last && { ExclusiveStartKey: last }),
    };
    const answer = await client.send(new QueryCommand(input)).catch(throwOurError);
    items.push(...(answer.Items ?? []));
    last = answer.LastEvaluatedKey;
    if (last === undefined || items.length >= limit) break;
  }
  return { items, last };
};

/** DynamoDB answers at most this many keys of one request. */
const batchLimit = 100;
const mostRounds = 5;

const readBatch = async ({ client, tableName }: Table, keys: readonly Item[]): Promise<Item[]> => {
  const items: Item[] = [];
  let open = { [tableName]: { Keys: [...keys], ConsistentRead: true } };
  for (let round = 0; round < mostRounds; round += 1) {
    const { Responses, UnprocessedKeys } = await client
      .send(new BatchGetItemCommand({ RequestItems: open }))
      .catch(throwOurError);
    items.push(...(Responses?.[tableName] ?? []));
    const left = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (left.length === 0) return items;
    open = { [tableName]: { Keys: left, ConsistentRead: true } };
  }
  throw new StoreUnavailableError('The table left keys unread, several times. Try again.');
};

/** The items of these keys that exist, in no order; as many requests as it takes. */
export const readItems = async (
  table: Table,
  keys: readonly Readonly<{ pk: string; sk: string }>[],
): Promise<Item[]> => {
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += batchLimit) {
    const batch = keys.slice(start, start + batchLimit).map((key) => marshall(key));
    items.push(...(await readBatch(table, batch)));
  }
  return items;
};
