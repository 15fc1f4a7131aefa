import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from './emulators/client-settings.ts';
import { startEmulators } from './emulators/start-emulators.ts';
import { startPoller } from './event-source/start-poller.ts';
import { createGateway } from './http/gateway.ts';
import { startHttpFront } from './http/http-front.ts';
import { createLambdaHost } from './lambda/lambda-host.ts';
import { namingTakenPort } from './naming-taken-port.ts';
import type { RelayOptions } from './options.ts';
import { provision } from './provision/provision.ts';
import { startSimulator } from './simulator/start-simulator.ts';
import { synthesize } from './synthesize.ts';
import { readAssembly } from './template/assembly.ts';
import { readSystem } from './template/system.ts';
import { webhookSecret, webhookSecretValues } from './webhook-secrets.ts';

/** The whole system, running on this machine. */
export type Relay = {
  /** Base URL of the HTTP API. */
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  /** Ends what was begun, for 3.5 s at most, and stops everything. What was acknowledged is kept in `dataDir`. */
  readonly close: () => Promise<void>;
};

const root = join(import.meta.dirname, '..');
const cacheFolder = join(root, 'node_modules/.cache/haptik-relay');

/** Leaves time to stop the rest within the 5 s that a shutdown may take. */
const drainLimitMs = 3_500;

/** @throws Error unless the API says that it is well. */
const checkHealth = async (apiUrl: string): Promise<void> => {
  const { status } = await fetch(`${apiUrl}/healthz`);
  if (status !== 200) throw new Error(`GET /healthz answered ${status}: the function's log above says why.`);
};

/**
 * Runs the synthesised template on this machine: AWS emulated on loopback, every function in processes of its own,
 * the HTTP API, the event sources and a Haptik simulator that delivers to it.
 * @throws Error saying what to do when a port or the data directory is taken, or something did not start.
 */
export const startRelay = async (options: RelayOptions): Promise<Relay> => {
  // In this order as they are stopped in the opposite one: first what brings work, last what it needs.
  await using starting = new AsyncDisposableStack();
  const emulators = starting.use(await startEmulators({ dataDir: options.dataDir }));
  const { endpoints, secrets } = emulators;
  const host = starting.use(
    createLambdaHost({
      endpointsFor: () => endpoints,
      logLevel: options.logLevel,
      compileCache: join(cacheFolder, 'compiled'),
    }),
  );
  const front = starting.use(await namingTakenPort('PORT', startHttpFront(options.port)));
  const simulator = await namingTakenPort(
    'SIMULATOR_PORT',
    startSimulator({
      port: options.simulatorPort,
      webhookUrl: `${front.url}/webhooks/haptik`,
      webhookSecret: webhookSecret(options.secrets, 'haptik'),
      token: options.token,
      clientId: options.clientId,
      timeScale: options.timeScale,
    }),
  );
  starting.defer(() => simulator.close());

  const assembly = readAssembly(await synthesize(root, join(cacheFolder, 'assemblies')));
  const system = readSystem(assembly, { sqs: endpoints.sqs, api: front.url });
  await provision(system, { endpoints, timeScale: options.timeScale });
  for (const [id, value] of webhookSecretValues(system, options.secrets)) secrets.set(id, value);
  const { invoke } = host;
  front.open(createGateway(system.routes, invoke));
  const sqs = new SQSClient({ ...clientSettings, endpoint: endpoints.sqs });
  for (const source of system.eventSources) starting.use(startPoller({ sqs, source, invoke }));
  await checkHealth(front.url);

  const running = starting.move();
  return {
    apiUrl: front.url,
    simulatorUrl: simulator.url,
    close: async () => {
      const kill = setTimeout(() => void host[Symbol.asyncDispose](), drainLimitMs);
      await running.disposeAsync();
      clearTimeout(kill);
    },
  };
};
