import { describe, expect, test } from 'vitest';
import { type Channel, channelsFromJson } from '#functions/shared/domain/channel.ts';
import { localEnvironment } from '#local/local-environment.ts';

const receiving: Channel = {
  name: 'fineguide',
  source: 'fineguide',
  signatureHeader: 'X-Webhook-Secret',
  secretId: 'arn:fineguide',
  businessIds: 'any',
};
const sending: Channel = {
  ...receiving,
  name: 'haptik',
  send: {
    baseUrl: 'https://haptik.example',
    askUrl: 'https://haptik.example/ask/',
    clientName: 'shop',
    credentialsId: 'arn:credentials',
  },
};
const simulatorUrl = 'http://127.0.0.1:3002';
const apiUrl = 'http://127.0.0.1:3000';
const CHANNELS = JSON.stringify([sending, receiving]);

const channelsIn = (haptikBaseUrl?: string) => {
  const options = {
    simulatorUrl,
    apiUrl,
    timeScale: 1,
    ...(haptikBaseUrl !== undefined && { haptikBaseUrl }),
  };
  return channelsFromJson.parse(localEnvironment(options)({ CHANNELS }).CHANNELS);
};

describe('localEnvironment', () => {
  test('tells every function the time scale, and leaves other variables alone', () => {
    const environment = localEnvironment({ simulatorUrl, apiUrl, timeScale: 2.5 })({ TABLE_NAME: 'table' });

    expect(environment).toEqual({ TABLE_NAME: 'table', RELAY_TIME_SCALE: '2.5' });
  });

  test('lets nothing call the public URL of a stage', () => {
    const environment = localEnvironment({ simulatorUrl, apiUrl, timeScale: 1 })({
      API_URL: 'https://relay.example.com',
    });

    expect(environment).toEqual({ API_URL: apiUrl, RELAY_TIME_SCALE: '1' });
  });

  test('lets channels send to the simulator, and ask it', () => {
    expect(channelsIn()).toEqual([
      {
        ...sending,
        send: {
          baseUrl: simulatorUrl,
          askUrl: `${simulatorUrl}/v1.0/log_message_from_user_synchronously/`,
          clientName: 'shop',
          credentialsId: 'arn:credentials',
        },
      },
      receiving,
    ]);
  });

  test('lets channels send to another platform, whose synchronous API nobody knows', () => {
    const baseUrl = 'https://other.example';

    expect(channelsIn(baseUrl)).toEqual([
      { ...sending, send: { baseUrl, clientName: 'shop', credentialsId: 'arn:credentials' } },
      receiving,
    ]);
  });
});
