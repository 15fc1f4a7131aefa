import * as z from 'zod/mini';
import type { AwsRequest } from '#local/access/service.ts';
import { readS3Call } from '#local/access/services/read-s3-call.ts';

/** Services that functions call, as policies name them. */
export type ServiceName = 'dynamodb' | 'sqs' | 's3' | 'secretsmanager' | 'cloudwatch';

const units = z.optional(z.object({ CapacityUnits: z.optional(z.number()) }));
const consumedSchema = z.object({
  CapacityUnits: z.optional(z.number()),
  LocalSecondaryIndexes: z.optional(z.record(z.string(), units)),
  GlobalSecondaryIndexes: z.optional(z.record(z.string(), units)),
});
/** Calls that take several tables answer a list. */
const answerSchema = z.object({
  ConsumedCapacity: z.optional(z.union([z.array(consumedSchema), consumedSchema])),
});
const metricsSchema = z.object({ MetricDataQueries: z.array(z.unknown()) });

const unitsOf = (indexes: z.infer<typeof consumedSchema>['LocalSecondaryIndexes']): number =>
  Object.values(indexes ?? {}).reduce((sum, index) => sum + (index?.CapacityUnits ?? 0), 0);

/** An operation either reads or writes. */
const writes = /:(PutItem|UpdateItem|DeleteItem|TransactWriteItems)$/;

const consumed = (operation: string, answer: string): Record<string, number> => {
  const { ConsumedCapacity = [] } = z.parse(answerSchema, JSON.parse(answer));
  const all = [ConsumedCapacity].flat();
  const sum = all.reduce((so, { CapacityUnits = 0 }) => so + CapacityUnits, 0);
  if (!writes.test(operation)) return { 'read units': sum };
  const ofIndexes = all.reduce(
    (so, { LocalSecondaryIndexes, GlobalSecondaryIndexes }) =>
      so + unitsOf(LocalSecondaryIndexes) + unitsOf(GlobalSecondaryIndexes),
    0,
  );
  return { 'table write units': sum - ofIndexes, 'index write units': ofIndexes };
};

const operationOf = (service: ServiceName, request: AwsRequest): string => {
  if (service === 's3') return `s3:${readS3Call(request).shape}`;
  const target = String(request.headers['x-amz-target']);
  return `${service}:${target.slice(target.indexOf('.') + 1)}`;
};

/** What one call counts as: the operation, and what of it AWS asks a price for. */
export const readCall = (
  service: ServiceName,
  request: AwsRequest,
  { asked, answered }: { asked: string; answered: string },
): Record<string, number> => {
  const operation = operationOf(service, request);
  if (service === 'dynamodb') return { [operation]: 1, ...consumed(operation, answered) };
  if (service !== 'cloudwatch') return { [operation]: 1 };
  const { MetricDataQueries } = z.parse(metricsSchema, JSON.parse(asked));
  return { [operation]: 1, 'metrics read': MetricDataQueries.length };
};
