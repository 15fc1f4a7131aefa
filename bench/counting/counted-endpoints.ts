import type { FunctionEndpoints, Guard } from '#local/access/start-guard.ts';
import { type CountCall, startCountingProxy } from './counting-proxy.ts';
import type { ServiceName } from './read-call.ts';

/** Counting proxies before the guard's endpoints: behind the guard all callers have one name. */
export const startCountedEndpoints = async (
  { endpoints }: Guard,
  count: CountCall,
): Promise<AsyncDisposable & { endpoints: FunctionEndpoints }> => {
  await using starting = new AsyncDisposableStack();
  const { cloudWatch } = endpoints;
  if (cloudWatch === undefined) throw new Error('The guard must stand before CloudWatch too.');
  const counted = async (service: ServiceName, target: string) =>
    starting.use(await startCountingProxy({ service, target, count })).url;
  const proxies = {
    ...endpoints,
    dynamodb: await counted('dynamodb', endpoints.dynamodb),
    sqs: await counted('sqs', endpoints.sqs),
    s3: await counted('s3', endpoints.s3),
    secretsManager: await counted('secretsmanager', endpoints.secretsManager),
    cloudWatch: await counted('cloudwatch', cloudWatch),
  };
  const running = starting.move();
  return { endpoints: proxies, [Symbol.asyncDispose]: () => running.disposeAsync() };
};
