import { openDataDirectory } from './data-directory.ts';
import { startDynamodb } from './dynamodb.ts';
import { startFauxqs } from './fauxqs.ts';
import { startSecretsManager } from './secrets-manager.ts';

/** Base URL of each AWS service. */
export type Endpoints = {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly s3: string;
  readonly secretsManager: string;
};

/** AWS on loopback: region us-east-1, account 000000000000, any credentials. */
export type Emulators = {
  /** For SDK clients; S3 takes path-style addresses. */
  endpoints: Endpoints;
  secrets: {
    /** Gives the secret of this ARN or name its value, in place of any earlier one. */
    set: (id: string, value: string) => void;
  };
  /** Stops them; waiting receives are cut off. What was acknowledged is kept when there is a `dataDir`. */
  close: () => Promise<void>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/**
 * Starts DynamoDB, SQS, S3 and Secrets Manager on free loopback ports. With `dataDir` tables, queues and buckets
 * outlive the process, even one that is killed; messages that were in flight are then visible again at once.
 * Secrets are always in memory.
 * @throws Error saying what to do when another process has `dataDir` or this platform has no DynamoDB emulator.
 */
export const startEmulators = async ({ dataDir }: { dataDir?: string | undefined }): Promise<Emulators> => {
  await using starting = new AsyncDisposableStack();
  if (dataDir !== undefined) starting.use(openDataDirectory(dataDir));
  const dynamodb = starting.use(await startDynamodb({ dataDir }));
  const fauxqs = starting.use(await startFauxqs({ dataDir }));
  const secretsManager = starting.use(await startSecretsManager());
  const running = starting.move();
  const close = () => running.disposeAsync();
  return {
    endpoints: {
      dynamodb: dynamodb.endpoint,
      sqs: fauxqs.endpoint,
      s3: fauxqs.endpoint,
      secretsManager: secretsManager.endpoint,
    },
    secrets: { set: secretsManager.set },
    close,
    [Symbol.asyncDispose]: close,
  };
};
