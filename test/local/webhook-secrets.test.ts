import { expect, test } from 'vitest';
import { readOptions } from '#local/options.ts';
import type { System } from '#local/template/system.ts';
import { webhookSecretValues } from '#local/webhook-secrets.ts';

const channel = (name: string) => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: `arn:${name}`,
  businessIds: 'any',
});

const systemWith = (...environments: Record<string, string>[]): System => ({
  functions: environments.map((environment, index) => ({
    name: `function-${index}`,
    arn: '',
    codeFolder: '',
    handler: '',
    timeoutSeconds: 1,
    memoryMb: 128,
    environment,
    reservedConcurrency: undefined,
  })),
  routes: [],
  eventSources: [],
  schedules: [],
  tables: [],
  queues: [],
  buckets: [],
});

test('every channel that a function names gets its own secret, or one made of its name', () => {
  const system = systemWith(
    { CHANNELS: JSON.stringify([channel('haptik'), channel('second')]) },
    { TABLE_NAME: 'table' },
    { CHANNELS: JSON.stringify([channel('haptik')]) },
  );

  const values = webhookSecretValues(system, { haptik: 'mine' });

  expect([...values]).toEqual([
    ['arn:haptik', '{"current":"mine"}'],
    ['arn:second', '{"current":"local-second-secret"}'],
  ]);
});

test.each([
  [{}, 'local-fineguide-secret'],
  [{ FINEGUIDE_WEBHOOK_SECRET: 'mine' }, 'mine'],
])('with the environment %j the channel fineguide has the secret %s', (environment, current) => {
  const system = systemWith({ CHANNELS: JSON.stringify([channel('fineguide')]) });

  const values = webhookSecretValues(system, readOptions(environment).secrets);

  expect([...values]).toEqual([['arn:fineguide', JSON.stringify({ current })]]);
});
