import { join } from 'node:path';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { createLambdaHost } from '#local/lambda/lambda-host.ts';
import { readOptions } from '#local/options.ts';
import { prepareSystem } from '#local/prepare-system.ts';
import { type Counts, startCountingProxy } from './counting-proxy.ts';

/** The shipped bundles on emulators behind counting proxies. */
export type Counted = AsyncDisposable & {
  /**
   * Invokes the function of this service.
   * @throws Error unless it did its work.
   */
  invoke: (service: string, event: unknown) => Promise<void>;
  /** AWS calls and units since the last look. */
  take: () => Counts;
};

const noCounts: Counts = { calls: 0, tableWrites: 0, indexWrites: 0, reads: 0 };

const add = (a: Counts, b: Counts): Counts => ({
  calls: a.calls + b.calls,
  tableWrites: a.tableWrites + b.tableWrites,
  indexWrites: a.indexWrites + b.indexWrites,
  reads: a.reads + b.reads,
});

/** All of these together. */
const sum = (counts: readonly Counts[]): Counts => counts.reduce(add, noCounts);

/** One of so many, where these are for all. */
export const each = (counts: readonly Counts[], many: number): Counts => {
  const { calls, tableWrites, indexWrites, reads } = sum(counts);
  return {
    calls: calls / many,
    tableWrites: tableWrites / many,
    indexWrites: indexWrites / many,
    reads: reads / many,
  };
};

/** The secret that the channel `haptik` has here. */
export const secret = 'bench-secret';

/** Sends go to `platformUrl`. */
export const openCounted = async (root: string, platformUrl: string): Promise<Counted> => {
  await using starting = new AsyncDisposableStack();
  const emulators = starting.use(await startEmulators({}));
  const { endpoints } = emulators;
  const dynamodb = starting.use(await startCountingProxy(endpoints.dynamodb));
  const sqs = starting.use(await startCountingProxy(endpoints.sqs));
  const s3 = starting.use(await startCountingProxy(endpoints.s3));
  const secretsManager = starting.use(await startCountingProxy(endpoints.secretsManager));
  const proxies = [dynamodb, sqs, s3, secretsManager];
  const options = readOptions({ HAPTIK_WEBHOOK_SECRET: secret, HAPTIK_BASE_URL: platformUrl });
  const { functions } = await prepareSystem(options, {
    emulators,
    apiUrl: 'http://127.0.0.1',
    simulatorUrl: platformUrl,
    cacheFolder: join(root, 'node_modules/.cache/haptik-relay'),
  });
  const { invoke } = starting.use(
    createLambdaHost({
      endpoints: { dynamodb: dynamodb.url, sqs: sqs.url, s3: s3.url, secretsManager: secretsManager.url },
      logLevel: 'ERROR',
    }),
  );

  const running = starting.move();
  return {
    invoke: async (service, event) => {
      const target = functions.find(({ environment }) => environment.POWERTOOLS_SERVICE_NAME === service);
      if (target === undefined) throw new Error(`No function is the service ${service}.`);
      const result = await invoke(target, JSON.stringify(event));
      const isWell =
        result.outcome === 'returned' && !/statusCode":[345]|itemIdentifier/.test(result.payload);
      if (!isWell) throw new Error(`${target.name} did not do its work: ${JSON.stringify(result)}`);
    },
    take: () => sum(proxies.map((proxy) => proxy.take())),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
