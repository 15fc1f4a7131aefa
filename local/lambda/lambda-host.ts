import type { LambdaFunction } from '#local/template/functions.ts';
import { type ExecutionEnvironment, startEnvironment } from './execution-environment.ts';
import { createFunctionPool } from './function-pool.ts';
import { type InvocationResult, largestPayload } from './invocation-result.ts';
import { createLambdaMetrics, type FunctionMetrics } from './lambda-metrics.ts';
import type { LambdaSettings } from './runtime-process.ts';

/** Invokes a function with an event (JSON text) and waits for its answer. Never rejects. */
export type Invoke = (target: LambdaFunction, payload: string) => Promise<InvocationResult>;

/**
 * Runs functions in processes of their own, started when first needed and kept for the next invocation. Disposing of
 * the host kills what still runs.
 */
export type LambdaHost = AsyncDisposable & { readonly invoke: Invoke };

type RunningFunction = {
  readonly invoke: (payload: string) => Promise<InvocationResult>;
  readonly close: () => Promise<void>;
};

const timed = (environment: ExecutionEnvironment, { took }: FunctionMetrics): ExecutionEnvironment => ({
  ...environment,
  invoke: async (payload) => {
    const begin = performance.now();
    const result = await environment.invoke(payload);
    took(performance.now() - begin);
    return result;
  },
});

const runFunction = (
  target: LambdaFunction,
  settings: LambdaSettings,
  metrics: FunctionMetrics,
): RunningFunction => {
  const pool = createFunctionPool(async () => timed(await startEnvironment(target, settings), metrics));
  const { reservedConcurrency = Number.POSITIVE_INFINITY } = target;
  let running = 0;
  return {
    async invoke(payload) {
      if (running >= reservedConcurrency) {
        metrics.throttled();
        return { outcome: 'throttled' };
      }
      running += 1;
      const ended = metrics.begun();
      const result = await pool.invoke(payload);
      running -= 1;
      ended(result);
      return result;
    },
    close: pool.close,
  };
};

export const createLambdaHost = (settings: LambdaSettings): LambdaHost => {
  const { record = () => {} } = settings;
  const metricsOf = createLambdaMetrics(record);
  /** By ARN: under an alias a function has processes of its own. */
  const functions = new Map<string, RunningFunction>();
  return {
    async invoke(target, payload) {
      if (Buffer.byteLength(payload) > largestPayload) return { outcome: 'too-large' };
      const running = functions.get(target.arn) ?? runFunction(target, settings, metricsOf(target));
      functions.set(target.arn, running);
      return running.invoke(payload);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...functions.values()].map(({ close }) => close()));
    },
  };
};
