import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { OutageStore } from '#functions/shared/domain/webhook-outage.ts';
import { enableKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { unlessRefused } from './unless-refused.ts';

type Table = { client: DynamoDBClient; tableName: string };

type Change = { set: string; condition: string; values: Readonly<Record<string, number | undefined>> };

const outageSchema = z.object({ outageAt: z.optional(z.number()), enabledAt: z.optional(z.number()) });

const isNone = 'attribute_not_exists(outageAt)';
const isSeen = 'outageAt = :outageAt';
const wasNeverAsked = 'attribute_not_exists(enabledAt)';
const wasAskedThen = 'enabledAt = :enabledAt';

/** Keeps each channel's outage in the table, for good. */
export const createOutageStore = ({ client, tableName }: Table): OutageStore => {
  /** `false`: what the change was made for is not so any more. */
  const change = async (channel: string, { set, condition, values }: Change): Promise<boolean> => {
    const update = new UpdateItemCommand({
      TableName: tableName,
      Key: marshall(enableKey(channel)),
      UpdateExpression: set,
      ConditionExpression: condition,
      ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }),
    });
    return unlessRefused(client.send(update));
  };

  return {
    read: async (channel) => {
      const [item = {}] = await readItems({ client, tableName }, [enableKey(channel)]);
      return z.parse(outageSchema, unmarshall(item));
    },
    begin: async (channel, now) => {
      await change(channel, { set: 'SET outageAt = :now', condition: isNone, values: { ':now': now } });
    },
    claim: async (channel, { outageAt, enabledAt }, now) => {
      if (outageAt === undefined) return false;
      const condition = `${isSeen} AND ${enabledAt === undefined ? wasNeverAsked : wasAskedThen}`;
      const values = { ':now': now, ':outageAt': outageAt, ':enabledAt': enabledAt };
      return change(channel, { set: 'SET enabledAt = :now', condition, values });
    },
    end: async (channel, { outageAt }) => {
      if (outageAt === undefined) return;
      const values = { ':outageAt': outageAt };
      await change(channel, { set: 'REMOVE outageAt', condition: isSeen, values });
    },
  };
};
