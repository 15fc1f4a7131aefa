import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { readOptions } from '#local/options.ts';
import { cacheFolder, type Relay, startRelay } from '#local/start-relay.ts';
import { synthesize } from '#local/synthesize.ts';
import { type Assembly, readAssembly } from '#local/template/assembly.ts';
import { functionCalled } from '#local/template/functions.ts';
import { resourcesOf } from '#local/template/resources.ts';
import { webhookSecret } from '#local/webhook-secrets.ts';
import { readAlarms } from './body/read-alarms.ts';
import { type Dashboard, readDashboard } from './body/read-dashboard.ts';
import type { Shown } from './serve/answer.ts';
import { serveDashboard } from './serve/serve-dashboard.ts';
import type { Stage } from './traffic/play-scenes.ts';
import { eventsDeadLetters } from './traffic/put-dead-letter.ts';

/** The whole system with the page of its dashboard. */
export type RunningDashboard = AsyncDisposable & {
  /** Of the page. */
  readonly url: string;
  readonly relay: Relay;
  readonly dashboard: Dashboard;
  /** For whoever plays something that the dashboard tells of. */
  readonly stage: Stage;
};

const root = join(import.meta.dirname, '../..');

/** What the page shows of a running system: the dashboard as its template has it. */
const shownOf = (assembly: Assembly, { apiUrl, metrics, system, invoke, endpoints }: Relay): Shown => {
  const list = resourcesOf({ ...assembly, addresses: { sqs: endpoints.sqs, api: apiUrl } });
  return {
    dashboard: readDashboard(list),
    alarms: readAlarms(list),
    metrics,
    call: (arn, event) => invoke(functionCalled(system.functions, arn), event),
  };
};

/** Starts everything on free ports, with nothing kept. */
export const startDashboard = async (): Promise<RunningDashboard> => {
  const options = readOptions({ PORT: '0' });
  const assembly = readAssembly(await synthesize(root, cacheFolder, { stage: 'dev' }));
  await using starting = new AsyncDisposableStack();
  const relay = await startRelay({ ...options, assembly });
  starting.defer(() => relay.close());
  const sqs = new SQSClient({
    ...clientSettings,
    endpoint: relay.endpoints.sqs,
    useQueueUrlAsEndpoint: false,
  });
  starting.defer(() => sqs.destroy());
  const shown = shownOf(assembly, relay);
  const { url } = starting.use(await serveDashboard(shown));
  const running = starting.move();
  const { apiUrl, simulatorUrl } = relay;
  return {
    url,
    relay,
    dashboard: shown.dashboard,
    stage: {
      apiUrl,
      simulatorUrl,
      sqs,
      deadLettersUrl: eventsDeadLetters(relay.system),
      fineguideSecret: webhookSecret(options.secrets, 'fineguide'),
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
