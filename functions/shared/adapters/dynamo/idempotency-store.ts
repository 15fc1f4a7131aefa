import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Claim, IdempotencyStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { epochSeconds } from './expiry.ts';
import { idempotencyKey } from './keys.ts';
import { packText, unpackText } from './packed-text.ts';
import { throwOurError } from './throw-our-error.ts';
import { unlessRefused } from './unless-refused.ts';

type Table = { client: DynamoDBClient; tableName: string };

type Request = Parameters<IdempotencyStore['claim']>[1];

/** Milliseconds. */
const lifetime = 24 * 3_600_000;

/** Whoever claimed it has ended by then, one way or another: milliseconds. */
const longestRequest = 30_000;

/** A larger answer is not kept; an item holds 400 KB. Bytes. */
const largestAnswer = 350 * 1024;

const claimSchema = z.object({
  digest: z.string(),
  seed: z.string(),
  claimedAt: z.number(),
  status: z.optional(z.int()),
  body: z.optional(z.union([z.string(), z.instanceof(Uint8Array)])),
});

type Claimed = z.infer<typeof claimSchema>;

/** A key that was forgotten has no digest. */
const isFree = 'attribute_not_exists(digest) OR expireAt < :now';
const isUnanswered = 'attribute_exists(digest) AND attribute_not_exists(#status)';
const isStillTheirs = `${isUnanswered} AND digest = :digest AND claimedAt = :claimedAt`;

/** Takes a free key; otherwise the claim that stands against it. */
const take = async (
  { client, tableName }: Table,
  key: string,
  { digest, seed, now }: Request,
): Promise<Claimed | undefined> => {
  const expireAt = epochSeconds(now + lifetime);
  const put = new PutItemCommand({
    TableName: tableName,
    Item: marshall({ ...idempotencyKey(key), digest, seed, claimedAt: now, expireAt }),
    ConditionExpression: isFree,
    ExpressionAttributeValues: marshall({ ':now': epochSeconds(now) }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await client.send(put);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) return throwOurError(error);
    return z.parse(claimSchema, unmarshall(error.Item ?? {}));
  }
};

type Change = Pick<UpdateItemCommandInput, 'UpdateExpression'> & { condition?: string; values?: object };

/** Changes a claim that is not answered yet; `false`: it is, or is there no more. */
const change = async (
  { client, tableName }: Table,
  key: string,
  { UpdateExpression, condition = isUnanswered, values }: Change,
): Promise<boolean> => {
  const update = new UpdateItemCommand({
    TableName: tableName,
    Key: marshall(idempotencyKey(key)),
    UpdateExpression,
    ConditionExpression: condition,
    ExpressionAttributeNames: { '#status': 'status' },
    ...(values && { ExpressionAttributeValues: marshall(values) }),
  });
  return unlessRefused(client.send(update));
};

const takeOver = async (
  table: Table,
  key: string,
  { claimed: { digest, claimedAt }, now }: { claimed: Claimed; now: number },
): Promise<boolean> =>
  change(table, key, {
    UpdateExpression: 'SET claimedAt = :now',
    condition: isStillTheirs,
    values: { ':now': now, ':digest': digest, ':claimedAt': claimedAt },
  });

const claim = async (table: Table, key: string, request: Request): Promise<Claim> => {
  const { digest, seed, now } = request;
  const claimed = await take(table, key, request);
  if (claimed === undefined) return { is: 'ours', seed };
  if (claimed.digest !== digest) return { is: 'conflict' };
  const { status, body } = claimed;
  if (status !== undefined && body !== undefined) return { is: 'answered', status, body: unpackText(body) };
  // Every request brings a seed of its own: our first try came through and its answer was lost.
  if (claimed.seed === seed && claimed.claimedAt === now) return { is: 'ours', seed };
  const isAbandoned = claimed.claimedAt <= now - longestRequest;
  const isOurs = isAbandoned && (await takeOver(table, key, { claimed, now }));
  return isOurs ? { is: 'ours', seed: claimed.seed } : { is: 'under_way' };
};

const release = async (table: Table, key: string, forget: boolean): Promise<void> => {
  await change(
    table,
    key,
    // Not deleted, as that takes a right that nothing else needs; it expires like any other.
    forget
      ? { UpdateExpression: 'REMOVE digest' }
      : { UpdateExpression: 'SET claimedAt = :never', values: { ':never': 0 } },
  );
};

/** The first answer stays. Where it is too large to be kept, the key is given back: asking again does it again. */
const answer: (table: Table) => IdempotencyStore['answer'] =
  (table) =>
  async (key, { status, body }) => {
    const packed = packText(body);
    if (packed.length > largestAnswer) return release(table, key, false);
    await change(table, key, {
      UpdateExpression: 'SET #status = :status, body = :body',
      values: { ':status': status, ':body': packed },
    });
  };

/** Keeps requests by their Idempotency-Key in the table. */
export const createIdempotencyStore = (table: Table): IdempotencyStore => ({
  claim: async (key, request) => claim(table, key, request),
  answer: answer(table),
  release: async (key, forget) => release(table, key, forget),
});
