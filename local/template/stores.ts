import * as z from 'zod/mini';
import type { ListResources } from './resources.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.optional(z.array(z.string())),
  }),
});

const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  LocalSecondaryIndexes: z._default(z.array(indexSchema), []),
  GlobalSecondaryIndexes: z._default(z.array(indexSchema), []),
  TimeToLiveSpecification: z.optional(z.object({ AttributeName: z.string(), Enabled: z.boolean() })),
});

/** A DynamoDB table: its name, and the properties that its API takes too. */
export type Table = { readonly name: string; readonly properties: z.output<typeof tableSchema> };

export const listTables = (list: ListResources): Table[] => list('AWS::DynamoDB::Table', tableSchema);

const queueSchema = z.object({
  FifoQueue: z._default(z.boolean(), false),
  VisibilityTimeout: z._default(z.number(), 30),
  MessageRetentionPeriod: z.optional(z.number()),
  DelaySeconds: z.optional(z.number()),
  ContentBasedDeduplication: z.optional(z.boolean()),
  DeduplicationScope: z.optional(z.string()),
  FifoThroughputLimit: z.optional(z.string()),
  RedrivePolicy: z.optional(z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })),
});

/** An SQS queue. */
export type Queue = {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly properties: z.output<typeof queueSchema>;
};

export const listQueues = (list: ListResources): Queue[] =>
  list('AWS::SQS::Queue', queueSchema).map(({ name, ref, attributes, properties }) => ({
    name,
    url: ref,
    arn: attributes.Arn ?? '',
    properties,
  }));

/** The names of the buckets. */
export const listBuckets = (list: ListResources): string[] =>
  list('AWS::S3::Bucket', z.object({})).map(({ name }) => name);
