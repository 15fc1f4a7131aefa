import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { ProbeNotes } from '#functions/shared/domain/probe.ts';
import { probeKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { unlessRefused } from './unless-refused.ts';

type Table = { client: DynamoDBClient; tableName: string };

const seenSchema = z.object({ probeId: z.string(), seenAt: z.number() });

/** A ULID is greater than those that were made before it. */
const isLater = 'attribute_not_exists(probeId) OR probeId < :probeId';

/** Keeps each channel's latest probe in the table, for good. */
export const createProbeNotes = ({ client, tableName }: Table): ProbeNotes => ({
  note: async (channel, { probeId, seenAt }) => {
    const put = new PutItemCommand({
      TableName: tableName,
      Item: marshall({ ...probeKey(channel), probeId, seenAt }),
      ConditionExpression: isLater,
      ExpressionAttributeValues: marshall({ ':probeId': probeId }),
    });
    await unlessRefused(client.send(put));
  },
  latest: async (channel) => {
    const [item] = await readItems({ client, tableName }, [probeKey(channel)]);
    return item && z.parse(seenSchema, unmarshall(item));
  },
});
