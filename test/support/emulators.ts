import { afterAll } from 'vitest';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { type Emulators, startEmulators } from '#local/emulators/start-emulators.ts';
import { resourceMakers } from './resources.ts';

type Endpoints = Emulators['endpoints'];

const { env } = process;

const ownEndpoints = async (): Promise<Endpoints> => {
  const emulators = await startEmulators({});
  afterAll(emulators.close);
  return emulators.endpoints;
};

/** The endpoints that the environment names, and emulators of our own for the rest. */
const findEndpoints = async (): Promise<Endpoints> => {
  const dynamodb = env.AWS_ENDPOINT_URL_DYNAMODB ?? env.AWS_ENDPOINT_URL;
  const sqs = env.AWS_ENDPOINT_URL_SQS ?? env.AWS_ENDPOINT_URL;
  const s3 = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const secretsManager = env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? env.AWS_ENDPOINT_URL;
  if (dynamodb && sqs && s3 && secretsManager) return { dynamodb, sqs, s3, secretsManager };
  const own = await ownEndpoints();
  return {
    dynamodb: dynamodb ?? own.dynamodb,
    sqs: sqs ?? own.sqs,
    s3: s3 ?? own.s3,
    secretsManager: secretsManager ?? own.secretsManager,
  };
};

const settings =
  env.AWS_ACCESS_KEY_ID === undefined ? clientSettings : { region: env.AWS_REGION ?? clientSettings.region };

/** SDK client configuration for each service. */
export const clientConfigurations = (endpoints: Endpoints) => ({
  dynamodb: { ...settings, endpoint: endpoints.dynamodb },
  // The host in another emulator's queue URLs may not resolve here.
  sqs: { ...settings, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false },
  s3: { ...settings, endpoint: endpoints.s3, forcePathStyle: true },
  secretsManager: { ...settings, endpoint: endpoints.secretsManager },
});

/**
 * AWS for one test file, awaited at its top: emulators of its own that close after its last test, or what
 * `AWS_ENDPOINT_URL` (or `AWS_ENDPOINT_URL_<SERVICE>`) names. Gives SDK client configuration by service and makers
 * of tables, queues and buckets; a maker adds something to the name, so that tests never share one.
 */
export const useEmulators = async () => {
  const configurations = clientConfigurations(await findEndpoints());
  return { ...configurations, ...resourceMakers(configurations) };
};
