import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { FunctionEndpoints } from '#local/access/start-guard.ts';
import type { RecordMetric } from '#local/metrics/metric.ts';
import type { LambdaFunction } from '#local/template/functions.ts';
import { environmentVariables } from './environment-variables.ts';
import { forwardOutput } from './forward-output.ts';
import { failure, type InvocationFailure } from './invocation-result.ts';

/** How every function is run on this machine. */
export type LambdaSettings = {
  /** Where functions find AWS. */
  readonly endpoints: FunctionEndpoints;
  readonly logLevel: string;
  /** Gets the metrics of the functions, and those of Lambda about them. */
  readonly record?: RecordMetric;
};

/** A process that runs a function's bundle. */
export type RuntimeProcess = {
  /** Settles when the process has ended, however it did. */
  readonly ended: Promise<InvocationFailure>;
  readonly kill: () => void;
};

const bootstrap = join(import.meta.dirname, 'runtime/bootstrap.ts');

/** Beside the bundle, so that compiled code is thrown away with it. */
const compileCache = ({ codeFolder }: LambdaFunction): string => join(dirname(codeFolder), 'compiled');

/** Starts the runtime, which will call the Runtime API at `host:port` and ends when this process does. */
export const startRuntime = (
  target: LambdaFunction,
  runtimeApi: string,
  settings: LambdaSettings,
): RuntimeProcess => {
  const { record = () => {} } = settings;
  const variables = environmentVariables({ target, runtimeApi, ...settings });
  const child = spawn(process.execPath, [bootstrap], {
    cwd: target.codeFolder,
    env: { ...variables, NODE_COMPILE_CACHE: compileCache(target) },
    stdio: 'pipe',
  });
  for (const output of [child.stdout, child.stderr])
    forwardOutput(output, { record, showMetrics: settings.logLevel === 'DEBUG' });
  const ended = Promise.withResolvers<InvocationFailure>();
  child.once('error', (error) => ended.resolve(failure('Runtime.ExitError', error.message)));
  child.once('exit', (code, signal) => {
    const status = signal === null ? `exit status ${code}` : `signal: ${signal}`;
    ended.resolve(failure('Runtime.ExitError', `Runtime exited with error: ${status}`));
  });
  return { ended: ended.promise, kill: () => void child.kill('SIGKILL') };
};
