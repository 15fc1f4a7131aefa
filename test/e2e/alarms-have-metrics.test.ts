import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { alarmDefinitions } from '#lib/watching/alarms/alarm-definitions.ts';
import type { EmittedMetric } from '#local/metrics/metric-store.ts';
import { readOptions } from '#local/options.ts';
import { startRelay } from '#local/start-relay.ts';
import { synthesize } from '#local/synthesize.ts';
import { type Assembly, readAssembly } from '#local/template/assembly.ts';
import { sampleWatched } from '#test/lib/watching/sample-watched.ts';
import { deliver, haptikMessage, postWebhook } from '#test/support/api-client.ts';
import { type OutboxView, sendMessage, untilOutbox } from '#test/support/send-client.ts';

/** What nothing outside can bring about, or nothing local tells: who says that it comes all the same. */
const toldElsewhere: Readonly<Record<string, string>> = {
  SetAside: 'test/functions/persist/persist.test.ts: a broken record is in no queue',
  Throttled: 'test/lib/watching/metrics/access-log-metrics.test.ts: the access log is not kept locally',
  ApiErrors: 'the same',
  ClaimedAccountConcurrency: 'test/lib/watching/metrics/emitted.test.ts: AWS documents it of the account',
};

/** Of these services' metrics nothing is emulated locally. */
const servicesElsewhere = ['AWS/SQS', 'AWS/DynamoDB'];

const definitions = alarmDefinitions(sampleWatched(new Stack())).filter(
  ({ metric: { namespace, name } }) =>
    toldElsewhere[name] === undefined && !servicesElsewhere.includes(namespace),
);

const start = (changes: { assembly?: Assembly } = {}) =>
  startRelay({ ...readOptions({ PORT: '0', RELAY_TIME_SCALE: '120', LOG_LEVEL: 'ERROR' }), ...changes });

type Relay = Awaited<ReturnType<typeof startRelay>>;

const script = (relay: Relay, steps: readonly object[]) =>
  fetch(`${relay.simulatorUrl}/_control/script`, { method: 'POST', body: JSON.stringify(steps) });

/** Sends one user's message while the platform answers so, until it is as it should be. */
const sendUntil = async (relay: Relay, step: object, isSo: (entry: OutboxView) => boolean) => {
  await script(relay, [{ ...step, endpoint: 'POST /v1.0/log_message_from_user/' }]);
  const outboxId = await sendMessage(relay.apiUrl, `haptik:343:${randomUUID()}`, 'Hello');
  await untilOutbox(relay.apiUrl, outboxId, isSo);
};

/** Does to a relay what strangers, users and the platform do. */
const useIt = async (relay: Relay): Promise<void> => {
  const { apiUrl } = relay;
  await deliver(apiUrl, haptikMessage('customer-1', 1));
  await deliver(apiUrl, 'not JSON');
  await postWebhook(apiUrl, haptikMessage('customer-1', 2), { 'x-hub-signature': 'sha1=wrong' });
  await sendUntil(relay, { status: 400 }, ({ status }) => status === 'failed');
  // Once more with the credentials read anew.
  await sendUntil(relay, { status: 401, times: 2 }, ({ status }) => status === 'sent');
  await sendUntil(relay, { drop: true, times: 10_000 }, ({ status }) => status === 'unconfirmed');
};

const statementsSchema = z.looseObject({ Statement: z.array(z.looseObject({ Action: z.unknown() })) });
const policySchema = z.looseObject({ Properties: z.looseObject({ PolicyDocument: statementsSchema }) });
const templateSchema = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

/** The same system, but ingest may write neither to the queue nor to the bucket. */
const withoutWrites = (assembly: Assembly): Assembly => {
  const { Resources, ...others } = templateSchema.parse(assembly.template);
  const changed = Object.entries(Resources).map(([id, resource]) => {
    if (!id.startsWith('IngestRoleDefaultPolicy')) return [id, resource];
    const { Properties, ...kept } = policySchema.parse(resource);
    const { Statement, ...rest } = Properties.PolicyDocument;
    const allowed = Statement.filter(
      ({ Action }) => !['sqs:SendMessage', 's3:PutObject'].includes(String(Action)),
    );
    return [id, { ...kept, Properties: { ...Properties, PolicyDocument: { ...rest, Statement: allowed } } }];
  });
  return { ...assembly, template: { ...others, Resources: Object.fromEntries(changed) } };
};

const root = join(import.meta.dirname, '../..');

const startBroken = async () => {
  const folder = await synthesize(root, join(root, 'node_modules/.cache/haptik-relay'), { stage: 'dev' });
  return start({ assembly: withoutWrites(readAssembly(folder)) });
};

const relays: Relay[] = [];

const running = (relay: Relay): Relay => {
  relays.push(relay);
  return relay;
};

beforeAll(async () => useIt(running(await start())));

beforeAll(async () => {
  const { apiUrl } = running(await startBroken());
  await postWebhook(apiUrl, haptikMessage('customer-1', 1));
});

afterAll(() => Promise.all(relays.map((relay) => relay.close())));

/** Which function, channel or API a metric is of does not matter; these do. */
const fixed = ['all', 'unknown', 'POST', '/webhooks/{channel}', '$default'];

/** A metric as it is told apart from others. */
const shapeOf = ({ namespace, name, dimensions, unit }: EmittedMetric): string => {
  const parts = Object.entries(dimensions).map(([key, value]) =>
    fixed.includes(value) ? `${key} ${value}` : key,
  );
  return [namespace, name, unit, ...parts.toSorted()].join(', ');
};

/** A function tells its metrics when its invocation ends, which may be after what it did is seen. */
const told = (): string[] => relays.flatMap(({ metrics }) => metrics.emitted().map(shapeOf));

describe('what the system tells CloudWatch', () => {
  test.each(definitions)('is what the alarm $id looks at', async ({ metric }) => {
    await expect.poll(told, { timeout: 60_000 }).toContain(shapeOf(metric));
  });
});
