import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { ulid } from 'ulid';
import * as z from 'zod/mini';
import type { Audit, AuditDoor } from '#functions/shared/domain/audit.ts';
import { type Expiry, epochSeconds, isAlive } from './expiry.ts';
import { auditKey, auditPartition } from './keys.ts';
import { queryUpTo } from './read-items.ts';
import { throwOurError } from './throw-our-error.ts';

type Table = {
  client: DynamoDBClient;
  tableName: string;
  expiry: Pick<Expiry, 'event'>;
  clock: () => number;
};

const entrySchema = z.object({
  at: z.number(),
  action: z.enum(['retry', 'replay', 'redrive', 'enable']),
  door: z.enum(['api', 'widget', 'watch', 'operator']),
  channel: z.optional(z.string()),
  what: z.string(),
});

/** Keeps in the table what is done through one door, as long as events are kept. */
export const createAuditLog = ({ client, tableName, expiry, clock }: Table, door: AuditDoor): Audit => ({
  note: async (entry) => {
    const at = clock();
    const item = { ...auditKey(at, ulid(at)), ...entry, at, door, expireAt: expiry.event(at) };
    const Item = marshall(item, { removeUndefinedValues: true });
    await client.send(new PutItemCommand({ TableName: tableName, Item })).catch(throwOurError);
  },
  onDay: async (at, limit) => {
    const { items } = await queryUpTo({ client, tableName }, limit, {
      KeyConditionExpression: 'pk = :day',
      FilterExpression: isAlive,
      ExpressionAttributeValues: marshall({ ':day': auditPartition(at), ':now': epochSeconds(clock()) }),
    });
    return items.map((item) => z.parse(entrySchema, unmarshall(item)));
  },
});
