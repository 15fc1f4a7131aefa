import type { System } from '#local/template/system.ts';
import { functionNamed } from '#test/support/function-named.ts';

/** A channel that only receives; its webhook secret is `arn:<name>`. */
export const channel = (name: string) => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: `arn:${name}`,
  businessIds: 'any',
});

/** A system of functions with these environments and nothing else. */
export const systemWith = (...environments: Record<string, string>[]): System => ({
  functions: environments.map((environment, index) => ({
    ...functionNamed(`function-${index}`),
    environment,
  })),
  roles: new Map(),
  httpApi: undefined,
  routes: [],
  eventSources: [],
  schedules: [],
  tables: [],
  queues: [],
  buckets: [],
});
