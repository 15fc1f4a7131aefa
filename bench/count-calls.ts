import { join } from 'node:path';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { sqsEvent } from '#local/event-source/sqs-event.ts';
import { createLambdaHost, type Invoke } from '#local/lambda/lambda-host.ts';
import { provision } from '#local/provision/provision.ts';
import { signWebhook } from '#local/simulator/sign-webhook.ts';
import { synthesize } from '#local/synthesize.ts';
import { readAssembly } from '#local/template/assembly.ts';
import type { LambdaFunction } from '#local/template/functions.ts';
import { readSystem } from '#local/template/system.ts';
import { webhookSecretValues } from '#local/webhook-secrets.ts';
import { type Counts, startCountingProxy } from './counting-proxy.ts';
import { sampleDelivery } from './sample-delivery.ts';

/** AWS calls and units of one stored event, for one way of batching. */
export type PerEvent = Counts & { recordsPerBatch: number; eventsPerConversation: number };

export type CallCounts = {
  /** AWS calls of a warm ingest for one delivery. */
  ingestCalls: number;
  persist: PerEvent[];
};

const secret = 'bench-secret';
const deliveries = 50;
const batches = 20;

const webhookEvent = (body: string): string =>
  JSON.stringify({
    version: '2.0',
    routeKey: 'POST /webhooks/{channel}',
    headers: { 'x-hub-signature': signWebhook(secret, Buffer.from(body)) },
    pathParameters: { channel: 'haptik' },
    requestContext: { requestId: crypto.randomUUID() },
    body,
    isBase64Encoded: false,
  });

const recordsEvent = (bodies: readonly string[]): string =>
  JSON.stringify(
    sqsEvent(
      bodies.map((body) => ({
        MessageId: crypto.randomUUID(),
        Body: encodeEnvelope({
          v: 1,
          deliveryId: crypto.randomUUID(),
          channel: 'haptik',
          source: 'haptik',
          receivedAt: Date.now(),
          group: 'g'.repeat(64),
          body,
        }),
        Attributes: { ApproximateReceiveCount: '1' },
      })),
      'arn:aws:sqs:us-east-1:000000000000:events.fifo',
    ),
  );

const invokeWell = async (invoke: Invoke, target: LambdaFunction, payload: string): Promise<void> => {
  const result = await invoke(target, payload);
  const answer = JSON.stringify(result);
  const isWell = result.outcome === 'returned' && !/statusCode":[345]|itemIdentifier/.test(result.payload);
  if (!isWell) throw new Error(`${target.name} did not do its work: ${answer}`);
};

const perEvent = (counts: Counts, events: number): Counts => ({
  calls: counts.calls / events,
  tableWrites: counts.tableWrites / events,
  indexWrites: counts.indexWrites / events,
  reads: counts.reads / events,
});

/** Batches of ten records, `share` of each for one conversation; each conversation begins before the count. */
const batchBodies = (batch: number, share: number): string[] =>
  Array.from({ length: 10 }, (_, index) =>
    sampleDelivery(`k${share}-u${Math.floor(index / share)}`, 1_000_000 + batch * 10 + index),
  );

const functionOf = (functions: readonly LambdaFunction[], variable: string): LambdaFunction => {
  const found = functions.find(({ environment }) => variable in environment);
  if (found === undefined) throw new Error(`No function has the variable ${variable}.`);
  return found;
};

/** Runs the shipped bundles against emulators behind counting proxies. */
export const countCalls = async (root: string): Promise<CallCounts> => {
  await using stack = new AsyncDisposableStack();
  const emulators = stack.use(await startEmulators({}));
  const { endpoints } = emulators;
  const dynamodb = stack.use(await startCountingProxy(endpoints.dynamodb));
  const sqs = stack.use(await startCountingProxy(endpoints.sqs));
  const secretsManager = stack.use(await startCountingProxy(endpoints.secretsManager));
  const assembly = readAssembly(await synthesize(root, join(root, 'node_modules/.cache/haptik-relay')));
  const system = readSystem(assembly, { sqs: endpoints.sqs, api: 'http://127.0.0.1' });
  await provision(system, { endpoints, timeScale: 1 });
  for (const [id, value] of webhookSecretValues(system, { haptik: secret })) emulators.secrets.set(id, value);
  const { invoke } = stack.use(
    createLambdaHost({
      endpointsFor: () => ({
        ...endpoints,
        dynamodb: dynamodb.url,
        sqs: sqs.url,
        secretsManager: secretsManager.url,
      }),
      logLevel: 'ERROR',
    }),
  );

  const ingest = functionOf(system.functions, 'EVENTS_QUEUE_URL');
  // Enough at once to warm every process that the host keeps.
  const warmUps = Array.from({ length: 8 }, (_, id) => webhookEvent(sampleDelivery('warm-up', id)));
  await Promise.all(warmUps.map((event) => invokeWell(invoke, ingest, event)));
  for (const proxy of [sqs, secretsManager]) proxy.take();
  for (let id = 1; id <= deliveries; id += 1) {
    await invokeWell(invoke, ingest, webhookEvent(sampleDelivery('u', id)));
  }
  const ingestCalls = (sqs.take().calls + secretsManager.take().calls) / deliveries;

  const persist = functionOf(system.functions, 'RETENTION_DAYS');
  const counted: PerEvent[] = [];
  for (const share of [1, 2, 10]) {
    await invokeWell(invoke, persist, recordsEvent(batchBodies(0, share)));
    dynamodb.take();
    for (let batch = 1; batch <= batches; batch += 1) {
      await invokeWell(invoke, persist, recordsEvent(batchBodies(batch, share)));
    }
    const counts = perEvent(dynamodb.take(), batches * 10);
    counted.push({ recordsPerBatch: 10, eventsPerConversation: share, ...counts });
  }
  return { ingestCalls, persist: counted };
};
