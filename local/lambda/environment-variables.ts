import { devNull } from 'node:os';
import { accessKeyId } from '#local/access/caller.ts';
import type { FunctionEndpoints } from '#local/access/start-guard.ts';
import { clientSettings, region } from '#local/emulators/client-settings.ts';
import type { LambdaFunction } from '#local/template/functions.ts';

export type Surroundings = {
  readonly target: LambdaFunction;
  readonly endpoints: FunctionEndpoints;
  /** `host:port` of the Runtime API. */
  readonly runtimeApi: string;
  readonly logLevel: string;
};

// Without these the SDK would read the profile of whoever runs this.
const noProfile = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
};

const account = (target: LambdaFunction) => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeyId(target),
  AWS_SECRET_ACCESS_KEY: clientSettings.credentials.secretAccessKey,
});

const lambda = ({ target, runtimeApi }: Surroundings) => ({
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: target.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(target.memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${target.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_LAMBDA_RUNTIME_API: runtimeApi,
  LAMBDA_TASK_ROOT: target.codeFolder,
  TZ: ':UTC',
  _HANDLER: target.handler,
});

const endpointVariables = ({ endpoints }: Surroundings) => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
  ...(endpoints.cloudWatch !== undefined && { AWS_ENDPOINT_URL_CLOUDWATCH: endpoints.cloudWatch }),
  // Of every other service.
  ...(endpoints.others !== undefined && { AWS_ENDPOINT_URL: endpoints.others }),
});

/** The whole environment of a function's process: what Lambda and the template set, and nothing of this machine. */
export const environmentVariables = (surroundings: Surroundings): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  LANG: 'en_US.UTF-8',
  ...surroundings.target.environment,
  ...account(surroundings.target),
  ...noProfile,
  ...lambda(surroundings),
  ...endpointVariables(surroundings),
  POWERTOOLS_LOG_LEVEL: surroundings.logLevel,
  AWS_LAMBDA_LOG_LEVEL: surroundings.logLevel,
});
