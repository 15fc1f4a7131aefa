import { buildApp } from 'fauxqs';
import { clientSettings } from './client-settings.ts';
import { S3Store, SnsStore, SqsStore } from './fauxqs-internals.ts';
import { persistFauxqs } from './persist-fauxqs.ts';

type Fauxqs = { endpoint: string; [Symbol.asyncDispose]: () => Promise<void> };

/**
 * Starts SQS and S3 (fauxqs) in this process on a free loopback port: one endpoint for both. With `dataDir`
 * everything acknowledged is on disk there, else in memory. Closing cuts off waiting receives.
 */
export const startFauxqs = async ({ dataDir }: { dataDir?: string | undefined }): Promise<Fauxqs> => {
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Without a host of its own the store writes queue URLs with the host that the client called, which resolves.
  stores.sqsStore.host = '';
  const app = buildApp({ logger: false, defaultRegion: clientSettings.region, stores });
  const persistence = dataDir === undefined ? undefined : persistFauxqs(app, stores, dataDir);
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  persistence?.load(endpoint);
  return {
    endpoint,
    [Symbol.asyncDispose]: async () => {
      await app.close();
      persistence?.close();
    },
  };
};
