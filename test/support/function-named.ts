import type { LambdaFunction } from '#local/template/functions.ts';

/** A function of this name that a test plays itself: there is no code behind it. */
export const functionNamed = (name: string): LambdaFunction => ({
  name,
  arn: name,
  codeFolder: '',
  handler: '',
  timeoutSeconds: 1,
  memoryMb: 128,
  environment: {},
  reservedConcurrency: undefined,
});
