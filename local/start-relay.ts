import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { checkEventSources } from './access/check-event-sources.ts';
import { startGuard } from './access/start-guard.ts';
import { clientSettings } from './emulators/client-settings.ts';
import { startCloudWatch } from './emulators/cloud-watch.ts';
import { type Endpoints, startEmulators } from './emulators/start-emulators.ts';
import { startPoller } from './event-source/start-poller.ts';
import { createGateway } from './http/gateway.ts';
import { startHttpFront } from './http/http-front.ts';
import { createLambdaHost, type Invoke } from './lambda/lambda-host.ts';
import { createGatewayMetrics } from './metrics/gateway-metrics.ts';
import { createMetricStore, type MetricStore } from './metrics/metric-store.ts';
import { namingTakenPort } from './naming-taken-port.ts';
import type { RelayOptions } from './options.ts';
import { prepareSystem } from './prepare-system.ts';
import { startSchedule } from './schedule/start-schedule.ts';
import { startSimulator } from './simulator/start-simulator.ts';
import type { System } from './template/system.ts';
import { webhookSecret } from './webhook-secrets.ts';

/** The whole system, running on this machine. */
export type Relay = {
  /** Base URL of the HTTP API. */
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  /** What the system told CloudWatch, and what AWS would tell of its HTTP API and functions. */
  readonly metrics: MetricStore;
  /** What of the template runs. */
  readonly system: System;
  /** Base URL of each AWS service, for whoever is not a function: no role is asked for there. */
  readonly endpoints: Endpoints;
  readonly invoke: Invoke;
  /** Ends what was begun, for 2 s at most, and stops everything. What was acknowledged is kept in `dataDir`. */
  readonly close: () => Promise<void>;
};

/** Where synthesised templates are kept. */
export const cacheFolder = join(import.meta.dirname, '../node_modules/.cache/haptik-relay');

/** Leaves time to stop the rest within the 5 s that a shutdown may take. */
const drainLimitMs = 2_000;

const startSimulatorFor = (apiUrl: string, options: RelayOptions) => {
  const { simulatorPort: port, secrets, token, clientId, timeScale } = options;
  const webhookUrl = `${apiUrl}/webhooks/haptik`;
  const webhook = { webhookUrl, webhookSecret: webhookSecret(secrets, 'haptik') };
  return namingTakenPort('SIMULATOR_PORT', startSimulator({ port, ...webhook, token, clientId, timeScale }));
};

/** @throws Error unless the API says that it is well. */
const checkHealth = async (apiUrl: string): Promise<void> => {
  const { status } = await fetch(`${apiUrl}/healthz`);
  if (status !== 200) throw new Error(`GET /healthz answered ${status}: the function's log above says why.`);
};

/**
 * Runs the synthesised template on this machine: AWS emulated on loopback, every function in processes of its own and
 * allowed what its role allows, the HTTP API, the event sources and a Haptik simulator that delivers to it.
 * @throws Error saying what to do when a port or the data directory is taken, or something did not start.
 */
export const startRelay = async (options: RelayOptions): Promise<Relay> => {
  const { dataDir, logLevel } = options;
  // In this order, as they are stopped in the opposite one: first what brings work, last what work needs.
  await using starting = new AsyncDisposableStack();
  const emulators = starting.use(await startEmulators({ dataDir }));
  const metrics = createMetricStore();
  const { record } = metrics;
  const cloudWatch = starting.use(await startCloudWatch(metrics));
  const guard = starting.use(await startGuard({ ...emulators.endpoints, cloudWatch: cloudWatch.endpoint }));
  const { endpoints } = guard;
  const host = starting.use(createLambdaHost({ endpoints, logLevel, record }));
  const front = starting.use(await namingTakenPort('PORT', startHttpFront(options.port)));
  const simulator = await startSimulatorFor(front.url, options);
  starting.defer(() => simulator.close());

  const surroundings = {
    emulators,
    apiUrl: front.url,
    simulatorUrl: simulator.url,
    cacheFolder,
    sqsUrl: endpoints.sqs,
  };
  const system = await prepareSystem(options, surroundings);
  checkEventSources(system.eventSources, system.roles);
  guard.enforce(system.roles);
  const tell = system.httpApi && createGatewayMetrics(system.httpApi, record);
  front.open(createGateway(system.routes, host.invoke, tell));
  // What Lambda does for a function, it does by itself.
  const sqs = new SQSClient({ ...clientSettings, endpoint: emulators.endpoints.sqs });
  starting.defer(() => sqs.destroy());
  for (const source of system.eventSources) starting.use(startPoller({ sqs, source, invoke: host.invoke }));
  for (const schedule of system.schedules)
    starting.use(startSchedule({ schedule, invoke: host.invoke, timeScale: options.timeScale }));
  await checkHealth(front.url);

  const running = starting.move();
  return {
    apiUrl: front.url,
    simulatorUrl: simulator.url,
    metrics,
    system,
    endpoints: emulators.endpoints,
    invoke: host.invoke,
    close: async () => {
      const kill = setTimeout(() => void host[Symbol.asyncDispose](), drainLimitMs);
      await running.disposeAsync();
      clearTimeout(kill);
    },
  };
};
