import { expect, test } from 'vitest';
import { platformCredentialValues } from '#local/platform-credentials.ts';
import { channel, systemWith } from './system-with.ts';

test('every channel that sends gets the credentials, and the others none', () => {
  const send = { baseUrl: 'https://haptik.example', credentialsId: 'arn:credentials' };
  const system = systemWith(
    { CHANNELS: JSON.stringify([{ ...channel('haptik'), send }, channel('second')]) },
    { TABLE_NAME: 'table' },
    { CHANNELS: JSON.stringify([{ ...channel('haptik'), send }]) },
  );

  const values = platformCredentialValues(system, { token: 'my "token"', clientId: 'client' });

  expect([...values]).toEqual([['arn:credentials', '{"token":"my \\"token\\"","clientId":"client"}']]);
});
