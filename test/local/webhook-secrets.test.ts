import { expect, test } from 'vitest';
import { readOptions } from '#local/options.ts';
import { webhookSecretValues } from '#local/webhook-secrets.ts';
import { channel, systemWith } from './system-with.ts';

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
