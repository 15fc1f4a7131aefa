import type { Endpoints } from '#local/emulators/start-emulators.ts';
import type { System } from '#local/template/system.ts';
import { provisionBuckets } from './buckets.ts';
import { provisionQueues } from './queues.ts';
import { provisionTables } from './tables.ts';

type Provisioning = { readonly endpoints: Endpoints; readonly timeScale: number };

/** Creates what the template stores things in. What an earlier run left is kept and brought up to date. */
export const provision = async (system: System, { endpoints, timeScale }: Provisioning): Promise<void> => {
  await Promise.all([
    provisionTables(system.tables, endpoints.dynamodb),
    provisionQueues(system.queues, { endpoint: endpoints.sqs, timeScale }),
    provisionBuckets(system.buckets, endpoints.s3),
  ]);
};
