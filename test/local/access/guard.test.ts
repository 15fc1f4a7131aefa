import { randomBytes } from 'node:crypto';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startGuard } from '#local/access/start-guard.ts';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { startCloudWatch } from '#local/emulators/cloud-watch.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { createMetricStore } from '#local/metrics/metric-store.ts';
import { clientConfigurations } from '#test/support/emulators.ts';
import { resourceMakers } from '#test/support/resources.ts';
import { rolesOf } from './roles-of.ts';

await using starting = new AsyncDisposableStack();
const emulators = starting.use(await startEmulators({}));
const cloudWatch = starting.use(await startCloudWatch(createMetricStore()));
const printed: string[] = [];
const guard = starting.use(
  await startGuard({ ...emulators.endpoints, cloudWatch: cloudWatch.endpoint }, (line) => printed.push(line)),
);
const make = resourceMakers(clientConfigurations(emulators.endpoints));
const TableName = await make.createTable('relay');
const QueueUrl = await make.createQueue('events');
const Bucket = await make.createBucket('relay');
emulators.secrets.set('haptik', 'value');
const running = starting.move();
afterAll(() => running.disposeAsync());

beforeEach(() => {
  guard.enforce(new Map());
  printed.length = 0;
});

/** The SDK's clients as the function of this name has them. */
const clientsOf = (accessKeyId: string) => {
  const settings = { ...clientSettings, credentials: { accessKeyId, secretAccessKey: 's' }, maxAttempts: 1 };
  const { dynamodb, sqs, s3, secretsManager, cloudWatch: metrics, others } = guard.endpoints;
  return {
    dynamodb: new DynamoDBClient({ ...settings, endpoint: dynamodb }),
    sqs: new SQSClient({ ...settings, endpoint: sqs }),
    s3: new S3Client({ ...settings, endpoint: s3, forcePathStyle: true }),
    secretsManager: new SecretsManagerClient({ ...settings, endpoint: secretsManager }),
    cloudWatch: new CloudWatchClient({ ...settings, endpoint: metrics ?? '' }),
    // SQS stands for any service that is not emulated.
    other: new SQSClient({ ...settings, endpoint: others ?? '' }),
  };
};

const worker = clientsOf('worker');
type Clients = typeof worker;

const arns = {
  table: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
  queue: `arn:aws:sqs:us-east-1:000000000000:${QueueUrl.split('/').at(-1)}`,
  bucket: `arn:aws:s3:::${Bucket}`,
  secret: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:haptik',
};
const Key = { pk: { S: 'p' }, sk: { S: 's' } };
const period = { StartTime: new Date(0), EndTime: new Date(60_000) };

const put = (clients: Clients, name: string, Body: string | Buffer = 'content') =>
  clients.s3.send(new PutObjectCommand({ Bucket, Key: name, Body }));
const getItem = ({ dynamodb }: Clients) => dynamodb.send(new GetItemCommand({ TableName, Key }));

type Case = {
  call: (clients: Clients) => Promise<{ $metadata: { httpStatusCode?: number | undefined } }>;
  action: string;
  resource: string;
  refused: { name: string; $metadata: object };
};

const cases: [service: string, Case][] = [
  [
    'DynamoDB',
    {
      call: getItem,
      action: 'dynamodb:GetItem',
      resource: arns.table,
      refused: { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } },
    },
  ],
  [
    'SQS',
    {
      call: ({ sqs }) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' })),
      action: 'sqs:SendMessage',
      resource: arns.queue,
      refused: { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } },
    },
  ],
  [
    'S3',
    {
      call: (clients) => put(clients, 'a<&b'),
      action: 's3:PutObject',
      resource: `${arns.bucket}/a<&b`,
      refused: { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } },
    },
  ],
  [
    'Secrets Manager',
    {
      call: ({ secretsManager }) => secretsManager.send(new GetSecretValueCommand({ SecretId: arns.secret })),
      action: 'secretsmanager:GetSecretValue',
      resource: arns.secret,
      refused: { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } },
    },
  ],
  [
    'CloudWatch',
    {
      call: (clients) =>
        clients.cloudWatch.send(new GetMetricDataCommand({ MetricDataQueries: [], ...period })),
      action: 'cloudwatch:GetMetricData',
      resource: '*',
      refused: { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } },
    },
  ],
];

describe.each(cases)('%s', (_, { call, action, resource, refused }) => {
  test('does what a role allows', async () => {
    guard.enforce(rolesOf([action, resource]));

    const { $metadata } = await call(worker);

    expect($metadata.httpStatusCode).toBe(200);
    expect(printed).toEqual([]);
  });

  test('refuses what it does not allow, as the SDK understands it, and says so', async () => {
    guard.enforce(rolesOf([action, 'arn:other'], ['other:Action', resource]));

    await expect(call(worker)).rejects.toMatchObject({
      ...refused,
      $fault: 'client',
      message: `User: arn:aws:sts::000000000000:assumed-role/worker-role/worker is not authorized to perform: ${action} on ${resource}, which its role in the template does not allow.`,
    });
    expect(printed).toEqual([
      `worker was denied ${action} on ${resource}, which its role in the template does not allow.`,
    ]);
  });
});

test('nothing is allowed before there are roles, nor to whoever is no function', async () => {
  const stranger = clientsOf('stranger');

  await expect(getItem(worker)).rejects.toThrow('not authorized');
  guard.enforce(rolesOf(['*', '*']));
  await expect(getItem(stranger)).rejects.toThrow('no function has this access key');
  await expect(getItem(worker)).resolves.toBeDefined();
});

test('each combination of function, action and resource is told once', async () => {
  guard.enforce(rolesOf());

  await expect(put(worker, 'a')).rejects.toThrow();
  await expect(put(worker, 'a')).rejects.toThrow();
  await expect(put(worker, 'b')).rejects.toThrow();

  expect(printed).toEqual([expect.stringContaining('/a,'), expect.stringContaining('/b,')]);
});

test('an action that is not known is refused whatever the role allows', async () => {
  guard.enforce(rolesOf(['*', '*']));

  await expect(worker.dynamodb.send(new ListTablesCommand({}))).rejects.toThrow(
    'dynamodb:ListTables, which is not known locally: add it to local/access/services.',
  );
});

test('a service that is not emulated refuses everything', async () => {
  guard.enforce(rolesOf(['*', '*']));

  await expect(
    worker.other.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' })),
  ).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('sqs: AmazonSQS.SendMessage, which is not known locally'),
  });
});

describe('a signed URL', () => {
  const fileUrl = (): Promise<string> =>
    getSignedUrl(worker.s3, new PutObjectCommand({ Bucket, Key: 'uploads/1' }), { expiresIn: 60 });
  const putFile = async (): Promise<number> => {
    const answer = await fetch(await fileUrl(), { method: 'PUT', body: 'file' });
    await answer.body?.cancel();
    return answer.status;
  };

  test('is a call of whoever signed it', async () => {
    guard.enforce(rolesOf(['s3:PutObject', `${arns.bucket}/uploads/*`]));

    expect(await putFile()).toBe(200);
  });

  test('gives nobody what the signer may not do', async () => {
    guard.enforce(rolesOf(['s3:PutObject', `${arns.bucket}/quarantine/*`]));

    expect(await putFile()).toBe(403);
  });
});

describe('of an object that is missing', () => {
  const missing = { Bucket, Key: 'uploads/missing' };
  const get = () => worker.s3.send(new GetObjectCommand(missing));
  const head = () => worker.s3.send(new HeadObjectCommand(missing));
  const mayRead = ['s3:GetObject', `${arns.bucket}/*`] as const;

  test('whoever may list its folder learns that it is', async () => {
    guard.enforce(rolesOf(mayRead, ['s3:ListBucket', arns.bucket, 'uploads/*']));

    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(head()).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('others learn nothing', async () => {
    guard.enforce(rolesOf(mayRead, ['s3:ListBucket', arns.bucket, 'content/*']));

    await expect(get()).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    await expect(head()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(printed).toEqual([expect.stringContaining(`s3:ListBucket on ${arns.bucket}`)]);
  });
});

test('large objects pass whole in both directions', async () => {
  guard.enforce(rolesOf(['s3:*', '*']));
  const bytes = randomBytes(5_000_000);

  await put(worker, 'large', bytes);
  const { Body } = await worker.s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));

  expect(bytes.equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
});
