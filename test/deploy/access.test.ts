import { describe, expect, test } from 'vitest';
import { haptikMessage, postWebhook, sign, untilStored } from '#test/support/api-client.ts';
import { type Call, makeCall } from './aws/call.ts';
import { createIamUser } from './aws/iam-user.ts';
import { type Credentials, signed, stranger } from './aws/signed.ts';
import { readDeployment } from './deployment.ts';

const { apiUrl, doorUrl, checksCallers, backend, generatedSecret, stackName } = readDeployment();

const conversations: Call = {
  method: 'GET',
  url: new URL(`${apiUrl}/v1/conversations?channel=haptik`),
};
const asCaller = async (as?: Credentials) =>
  makeCall(await signed(conversations, { service: 'execute-api', as }));

describe.runIf(checksCallers)('the API for the own backend', () => {
  test('is closed to a call that is not signed', async () => {
    expect((await makeCall(conversations)).status).toBe(403);
  });

  test('is closed to a key that nobody has', async () => {
    expect((await asCaller(stranger)).status).toBe(403);
  });

  test('is closed to a call that was changed after it was signed', async () => {
    const { headers = {} } = await signed(conversations, { service: 'execute-api', as: backend });
    const url = new URL(`${apiUrl}/v1/conversations?channel=fineguide`);

    expect((await makeCall({ ...conversations, url, headers })).status).toBe(403);
  });

  // In an account no user is made for this.
  test.runIf(backend !== undefined)('is closed to users who may call another API', async () => {
    await using user = await createIamUser(`${stackName}-stranger`, 'arn:aws:execute-api:*:*:another/*');

    expect((await asCaller(user.key)).status).toBe(403);
  });

  test('is open to whoever may', async () => {
    expect((await asCaller(backend)).status).toBe(200);
    expect((await fetch(`${doorUrl}/v1/conversations?channel=haptik`)).status).toBe(200);
  });
});

test('the webhook’s secret is the one that the outputs’ command showed, until a rotation is over', async () => {
  const body = haptikMessage('rotated', 1);

  const answer = await postWebhook(doorUrl, body, { 'x-hub-signature': sign(body, generatedSecret) });

  expect(answer.status).toBe(200);
  await untilStored(doorUrl, 'haptik:343:rotated', 1);
});
