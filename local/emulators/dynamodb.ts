import { createRequire } from 'node:module';
import { startDynoxide } from './dynoxide.ts';

type Dynamodb = { endpoint: string; [Symbol.asyncDispose]: () => Promise<void> };

type DynamodbOptions = {
  dataDir?: string | undefined;
  /** As Node names it: `linux-x64`. Default: this machine's. */
  platform?: string;
};

const packageOf = (platform: string): string => `@dynoxide/${platform}`;

const installedBinary = (platform: string): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve(`${packageOf(platform)}/dynoxide`);
  } catch {
    return undefined;
  }
};

/**
 * Starts the DynamoDB emulator of this platform. Where none is installed, the DynamoDB that
 * `AWS_ENDPOINT_URL_DYNAMODB` names is used as it is and left running.
 * @throws Error saying what to do when there is neither.
 */
export const startDynamodb = async ({
  dataDir,
  platform = `${process.platform}-${process.arch}`,
}: DynamodbOptions): Promise<Dynamodb> => {
  const binary = installedBinary(platform);
  if (binary !== undefined) return startDynoxide({ binary, dataDir });
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (endpoint) return { endpoint, [Symbol.asyncDispose]: async () => {} };
  throw new Error(
    `No DynamoDB emulator is installed for ${platform}: install ${packageOf(platform)}, or start a DynamoDB (DynamoDB Local, for example) and set AWS_ENDPOINT_URL_DYNAMODB to its URL.`,
  );
};
