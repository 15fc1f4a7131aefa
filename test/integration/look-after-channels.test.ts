import { text } from 'node:stream/consumers';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { json, startRecorder, startServer } from '#test/functions/shared/adapters/haptik/start-server.ts';
import { clientConfigurations } from '#test/support/emulators.ts';
import { openFunctions } from '#test/support/open-functions.ts';
import { type Asked, startCloudWatch } from '#test/support/start-cloudwatch.ts';

// The functions as Lambda runs them, with a public URL in front of ingest, and CloudWatch's answers made up here.
await using resources = new AsyncDisposableStack();
const emulators = resources.use(await startEmulators({}));
const configurations = clientConfigurations(emulators.endpoints);

/** What 4xx and 5xx of the webhook's route amount to, by how many minutes ago. */
let failures: Readonly<Record<number, number>> = {};
const cloudWatch = resources.use(
  await startCloudWatch(({ MetricDataQueries, EndTime }: Asked) => ({
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
      const ago = Metric.MetricName === '5xx' ? Object.entries(failures) : [];
      return {
        Id,
        Timestamps: ago.map(([minutes]) => EndTime - (Number(minutes) + 1) * 60),
        Values: ago.map(([, count]) => count),
      };
    }),
  })),
);

let functions: Awaited<ReturnType<typeof openFunctions>>;
let isOpen = true;
const door = resources.use(
  await startServer(async (request, response) => {
    if (!isOpen) return response.writeHead(503).end();
    const signature = String(request.headers['x-hub-signature']);
    const answer = await functions.receive(await text(request), { 'x-hub-signature': signature });
    response.writeHead(answer.statusCode ?? 0, { 'content-type': 'application/json' }).end(answer.body);
    return functions.persistQueued();
  }),
);
const platform = resources.use(await startRecorder(json(200, { enabled: true })));
const open = resources.move();
afterAll(async () => {
  vi.unstubAllEnvs();
  await open.disposeAsync();
});

const send = { baseUrl: platform.url, credentialsId: 'credentials', reenable: true };

beforeEach(async () => {
  isOpen = true;
  failures = {};
  emulators.secrets.set('credentials', JSON.stringify({ token: 't', clientId: 'c' }));
  functions = await openFunctions(emulators, { api: door.url, cloudWatch: cloudWatch.url }, { send });
});

/** Everything in the table, without what only DynamoDB needs. */
const items = async () => {
  const client = new DynamoDBClient(configurations.dynamodb);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: functions.tableName }));
  client.destroy();
  return Items.map((item) => unmarshall(item)).toSorted((a, b) => (a.pk < b.pk ? -1 : 1));
};

/** Lets `watch` run once: how it ended, and its metrics and those of the functions that its probe wakes, as one text. */
const watched = async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const [run] = await Promise.allSettled([functions.watch()]);
  const metrics = write.mock.calls.join('');
  write.mockRestore();
  return { run, metrics };
};

const wentWell = { status: 'fulfilled' };

describe('a run of watch', () => {
  test('sends a probe all the way to the table, and nothing else tells of it', async () => {
    const { run, metrics } = await watched();

    expect(run).toMatchObject(wentWell);
    expect(await items()).toEqual([
      {
        pk: 'CONTROL#haptik',
        sk: 'PROBE',
        probeId: expect.stringMatching(/^[0-9A-Z]{26}$/),
        seenAt: expect.any(Number),
      },
    ]);
    expect(await functions.keys()).toEqual([]);
    expect(await functions.queued()).toEqual([]);
    expect(metrics).toMatch(/"ProbeMs":[1-9]/);
    expect(metrics).toContain('"FuseMinutes":0');
    expect(metrics).not.toMatch(/ProbeFailed|Accepted|AckMs|SecretUsed|Quarantined|Stored/);
  });

  test('tells that a probe failed where the public URL is closed, and does the rest of its work', async () => {
    isOpen = false;

    const { run, metrics } = await watched();

    expect(run).toMatchObject(wentWell);
    expect(metrics).toContain('"ProbeFailed":1');
    expect(metrics).toContain('"FuseMinutes":0');
    expect(metrics).toContain('"SpillWaiting":0');
  });

  test('tells how long deliveries have failed where probes fail too', async () => {
    isOpen = false;
    failures = { 4: 1, 5: 3 };

    expect((await watched()).metrics).toContain('"FuseMinutes":5');
  });

  test('fails where CloudWatch cannot be asked, and its probe counts all the same', async () => {
    functions = await openFunctions(emulators, { api: door.url });

    const { run, metrics } = await watched();

    expect(run).toMatchObject({ reason: new Error('These duties failed: look-after-haptik.') });
    expect(metrics).toContain('"ProbeMs"');
    expect(metrics).not.toContain('FuseMinutes');
  });
});

test('after an outage the platform is asked once to switch the webhook on, and it is noted', async () => {
  isOpen = false;
  failures = { 6: 1, 10: 1 };
  await watched();
  const during = await items();
  isOpen = true;
  const after = await watched();
  await watched();

  expect(during).toEqual([{ pk: 'CONTROL#haptik', sk: 'ENABLE', outageAt: expect.any(Number) }]);
  expect(after.metrics).toContain('"WebhookReenabled":1');
  expect(platform.seen.map(({ method, path, body }) => [method, path, JSON.parse(String(body))])).toEqual([
    ['POST', '/v1.0/webhook/', { enabled: true, device_platform: 13 }],
  ]);
  expect(await items()).toMatchObject([
    { pk: expect.stringMatching(/^AUDIT#/), action: 'enable', door: 'watch', channel: 'haptik' },
    { pk: 'CONTROL#haptik', sk: 'ENABLE', enabledAt: expect.any(Number) },
    { pk: 'CONTROL#haptik', sk: 'PROBE' },
  ]);
});
