import { join } from 'node:path';
import { startGuard } from '#local/access/start-guard.ts';
import { startCloudWatch } from '#local/emulators/cloud-watch.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { startHttpFront } from '#local/http/http-front.ts';
import { createLambdaHost, type Invoke } from '#local/lambda/lambda-host.ts';
import { createMetricStore, type MetricStore } from '#local/metrics/metric-store.ts';
import { readOptions } from '#local/options.ts';
import { prepareSystem } from '#local/prepare-system.ts';
import { synthesize } from '#local/synthesize.ts';
import { type Assembly, readAssembly } from '#local/template/assembly.ts';
import type { LambdaFunction } from '#local/template/functions.ts';
import type { System } from '#local/template/system.ts';
import { accessLogFormat } from './access-log-line.ts';
import { startCountedEndpoints } from './counted-endpoints.ts';
import type { Answered } from './lookout.ts';
import { openGateway } from './open-gateway.ts';
import type { Tally } from './tally.ts';

/** Which stage to start: of the project in `root`, sending to `platformUrl`. */
export type CountedStage = { readonly root: string; readonly stage: string; readonly platformUrl: string };

type Started = {
  readonly assembly: Assembly;
  readonly system: System;
  /** Base URL of the HTTP API. */
  readonly url: string;
  /** Base URL of SQS, where nothing is counted. */
  readonly sqsUrl: string;
  readonly invoke: Invoke;
  readonly metrics: MetricStore;
};

type Counting = Pick<Tally, 'add'> & { readonly tell: (call: Answered) => void };

/** The secret that the channel `haptik` has here. */
export const secret = 'bench-secret';

export const serviceOf = ({ environment, name }: LambdaFunction): string =>
  environment.POWERTOOLS_SERVICE_NAME ?? name;

/** Runs a stage as local/start-relay.ts does, but nothing by itself, and counts what its functions do. */
export const startSystem = async (
  starting: AsyncDisposableStack,
  { root, stage, platformUrl }: CountedStage,
  { add, tell }: Counting,
): Promise<Started> => {
  const services = new Map<string, string>();
  const emulators = starting.use(await startEmulators({}));
  const metrics = createMetricStore();
  const cloudWatch = starting.use(await startCloudWatch(metrics));
  const guard = starting.use(await startGuard({ ...emulators.endpoints, cloudWatch: cloudWatch.endpoint }));
  const { endpoints } = starting.use(
    await startCountedEndpoints(guard, ({ caller, asked, done }) => {
      const by = services.get(caller) ?? caller;
      add(by, done);
      tell({ by, asked });
    }),
  );
  const host = starting.use(createLambdaHost({ endpoints, logLevel: 'DEBUG', record: metrics.record }));
  const front = starting.use(await startHttpFront(0));

  const cacheFolder = join(root, 'node_modules/.cache/haptik-relay');
  const assembly = readAssembly(await synthesize(root, cacheFolder, { stage }));
  const options = readOptions({ HAPTIK_WEBHOOK_SECRET: secret, HAPTIK_BASE_URL: platformUrl });
  const surroundings = { emulators, apiUrl: front.url, simulatorUrl: platformUrl, cacheFolder };
  const system = await prepareSystem({ ...options, assembly }, { ...surroundings, sqsUrl: endpoints.sqs });
  for (const target of system.functions) services.set(target.name, serviceOf(target));
  guard.enforce(system.roles);
  const invoke: Invoke = (target, payload) => {
    add(serviceOf(target), { invocations: 1 });
    return host.invoke(target, payload);
  };
  openGateway(front, { system, invoke, add, format: accessLogFormat(assembly) });
  return { assembly, system, url: front.url, sqsUrl: emulators.endpoints.sqs, invoke, metrics };
};
