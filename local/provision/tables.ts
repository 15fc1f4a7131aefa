import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { clientSettings } from '#local/emulators/client-settings.ts';
import type { Table } from '#local/template/stores.ts';

type Keyed = {
  readonly IndexName?: string | undefined;
  readonly KeySchema?: readonly { readonly AttributeName?: string | undefined }[] | undefined;
};

type Keys = Keyed & {
  readonly LocalSecondaryIndexes?: readonly Keyed[] | undefined;
  readonly GlobalSecondaryIndexes?: readonly Keyed[] | undefined;
};

/** One line that tells tables with other keys or indexes apart. */
const layout = (table: Keys): string =>
  [table, ...(table.LocalSecondaryIndexes ?? []), ...(table.GlobalSecondaryIndexes ?? [])]
    .map(({ IndexName = '', KeySchema = [] }) =>
      [IndexName, ...KeySchema.map(({ AttributeName }) => AttributeName)].join(' '),
    )
    .toSorted()
    .join();

const create = async (client: DynamoDBClient, { name, properties }: Table): Promise<void> => {
  const { AttributeDefinitions, KeySchema, LocalSecondaryIndexes, GlobalSecondaryIndexes } = properties;
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions,
    KeySchema,
    LocalSecondaryIndexes: LocalSecondaryIndexes.length > 0 ? LocalSecondaryIndexes : undefined,
    GlobalSecondaryIndexes: GlobalSecondaryIndexes.length > 0 ? GlobalSecondaryIndexes : undefined,
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
};

const checkLayout = async (client: DynamoDBClient, { name, properties }: Table): Promise<void> => {
  const { Table: found = {} } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (layout(found) === layout(properties)) return;
  throw new Error(
    `The table ${name} was made with other keys or indexes than the template has now: set RELAY_DATA_DIR to an empty directory.`,
  );
};

const enableTimeToLive = async (client: DynamoDBClient, { name, properties }: Table): Promise<void> => {
  const { TimeToLiveSpecification } = properties;
  if (!TimeToLiveSpecification?.Enabled) return;
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  if (TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED') return;
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
};

/** @throws Error when a table of an earlier run has other keys or indexes. */
export const provisionTables = async (tables: readonly Table[], endpoint: string): Promise<void> => {
  const client = new DynamoDBClient({ ...clientSettings, endpoint });
  const provisionTable = async (table: Table): Promise<void> => {
    await create(client, table);
    await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: table.name });
    await checkLayout(client, table);
    await enableTimeToLive(client, table);
  };
  try {
    await Promise.all(tables.map(provisionTable));
  } finally {
    client.destroy();
  }
};
