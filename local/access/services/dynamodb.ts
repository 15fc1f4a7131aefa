import * as z from 'zod/mini';
import type { Permission } from '#local/access/permission.ts';
import { localArn } from '#local/arn.ts';
import { createJsonService, type ReadNeeds } from './json-service.ts';

const onTable = (operation: string, table: string): Permission => ({
  action: `dynamodb:${operation}`,
  resource: table.startsWith('arn:') ? table : localArn('dynamodb', `table/${table}`),
});

const tableSchema = z.object({ TableName: z.string() });
const indexSchema = z.object({ TableName: z.string(), IndexName: z.optional(z.string()) });
const batchSchema = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const transactionSchema = z.object({
  TransactItems: z.array(
    z.strictObject({
      Get: z.optional(tableSchema),
      Put: z.optional(tableSchema),
      Update: z.optional(tableSchema),
      Delete: z.optional(tableSchema),
      ConditionCheck: z.optional(tableSchema),
    }),
  ),
});

const single =
  (operation: string): ReadNeeds =>
  (body) => [onTable(operation, tableSchema.parse(body).TableName)];

/** Reading through an index is a permission of the index, not of its table. */
const tableOrIndex =
  (operation: string): ReadNeeds =>
  (body) => {
    const { TableName, IndexName } = indexSchema.parse(body);
    const { action, resource } = onTable(operation, TableName);
    return [{ action, resource: IndexName === undefined ? resource : `${resource}/index/${IndexName}` }];
  };

const batch =
  (operation: string): ReadNeeds =>
  (body) =>
    Object.keys(batchSchema.parse(body).RequestItems).map((table) => onTable(operation, table));

/** A transaction has no action of its own: its parts are allowed or not as if they came alone. */
const transaction: ReadNeeds = (body) =>
  transactionSchema
    .parse(body)
    .TransactItems.flatMap((item) =>
      Object.entries(item).map(([part, of]) => onTable(`${part}Item`, of?.TableName ?? '')),
    );

/** DynamoDB, as its service authorization reference says which permission what takes. */
export const dynamodb = createJsonService({
  name: 'dynamodb',
  operations: new Map<string, ReadNeeds>([
    ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable'].map(
      (name): [string, ReadNeeds] => [name, single(name)],
    ),
    ['Query', tableOrIndex('Query')],
    ['Scan', tableOrIndex('Scan')],
    ['BatchGetItem', batch('BatchGetItem')],
    ['BatchWriteItem', batch('BatchWriteItem')],
    ['TransactGetItems', transaction],
    ['TransactWriteItems', transaction],
  ]),
  refusal: { status: 400, type: 'com.amazon.coral.service#AccessDeniedException', version: '1.0' },
});
