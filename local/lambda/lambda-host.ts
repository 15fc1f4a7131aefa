import type { LambdaFunction } from '#local/template/functions.ts';
import { startEnvironment } from './execution-environment.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { type InvocationResult, largestPayload } from './invocation-result.ts';
import type { LambdaSettings } from './runtime-process.ts';

/** Invokes a function with an event (JSON text) and waits for its answer. Never rejects. */
export type Invoke = (target: LambdaFunction, payload: string) => Promise<InvocationResult>;

/** Runs functions in processes of their own, started when first needed and kept for the next invocation. */
export type LambdaHost = AsyncDisposable & { readonly invoke: Invoke };

/** @throws nothing: functions that fail are results. Disposing of the host kills what still runs. */
export const createLambdaHost = (settings: LambdaSettings): LambdaHost => {
  const pools = new Map<string, FunctionPool>();
  const poolOf = (target: LambdaFunction): FunctionPool => {
    const known = pools.get(target.name);
    if (known) return known;
    const pool = createFunctionPool({
      start: () => startEnvironment(target, settings),
      reservedConcurrency: target.reservedConcurrency,
    });
    pools.set(target.name, pool);
    return pool;
  };
  return {
    async invoke(target, payload) {
      if (Buffer.byteLength(payload) > largestPayload) return { outcome: 'too-large' };
      return poolOf(target).invoke(payload);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
};
