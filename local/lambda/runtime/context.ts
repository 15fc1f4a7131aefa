import type { IncomingHttpHeaders } from 'node:http';

/** What a handler gets beside its event. */
export type Context = {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
};

const header = (headers: IncomingHttpHeaders, name: string): string => String(headers[name] ?? '');

/** The context of the invocation that these headers describe. */
export const createContext = (headers: IncomingHttpHeaders): Context => {
  const deadline = Number(header(headers, 'lambda-runtime-deadline-ms'));
  const { env } = process;
  return {
    awsRequestId: header(headers, 'lambda-runtime-aws-request-id'),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME ?? '',
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION ?? '',
    invokedFunctionArn: header(headers, 'lambda-runtime-invoked-function-arn'),
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
};
