import type { LambdaFunction } from '#local/template/functions.ts';
import { startEnvironment } from './execution-environment.ts';
import { createFunctionPool } from './function-pool.ts';
import { type InvocationResult, largestPayload } from './invocation-result.ts';
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

const runFunction = (target: LambdaFunction, settings: LambdaSettings): RunningFunction => {
  const pool = createFunctionPool(() => startEnvironment(target, settings));
  const { reservedConcurrency = Number.POSITIVE_INFINITY } = target;
  let running = 0;
  return {
    async invoke(payload) {
      if (running >= reservedConcurrency) return { outcome: 'throttled' };
      running += 1;
      const result = await pool.invoke(payload);
      running -= 1;
      return result;
    },
    close: pool.close,
  };
};

export const createLambdaHost = (settings: LambdaSettings): LambdaHost => {
  const functions = new Map<string, RunningFunction>();
  return {
    async invoke(target, payload) {
      if (Buffer.byteLength(payload) > largestPayload) return { outcome: 'too-large' };
      const running = functions.get(target.name) ?? runFunction(target, settings);
      functions.set(target.name, running);
      return running.invoke(payload);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...functions.values()].map(({ close }) => close()));
    },
  };
};
