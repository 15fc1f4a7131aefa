import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '#local/template/functions.ts';
import { failure, type InvocationFailure, type InvocationResult } from './invocation-result.ts';
import { serveRuntimeApi } from './runtime-api.ts';
import { type LambdaSettings, startRuntime } from './runtime-process.ts';
import { createTraceId } from './trace-id.ts';
import { withLimit } from './with-limit.ts';

/** A process that holds one loaded function and answers one invocation at a time. */
export type ExecutionEnvironment = {
  /** Settles once the function is loaded, or could not be. */
  readonly initialised: Promise<'idle' | InvocationFailure>;
  /** Settles once the last invocation is left behind and the next may come, or the process has ended. */
  readonly whenIdle: () => Promise<unknown>;
  readonly invoke: (payload: string) => Promise<InvocationResult>;
  /** Whether it can be invoked again. */
  readonly isAlive: () => boolean;
  /** Settles when the process has ended. */
  readonly ended: Promise<unknown>;
  /** Kills the process and waits until it is gone. */
  readonly stop: () => Promise<void>;
};

const initialisationLimitMs = 10_000;

/** Starts a process for the function. */
export const startEnvironment = async (
  target: LambdaFunction,
  settings: LambdaSettings,
): Promise<ExecutionEnvironment> => {
  const api = await serveRuntimeApi();
  const runtime = startRuntime(target, api.address, settings);
  const limitMs = target.timeoutSeconds * 1000;
  let alive = true;

  const stop = async (): Promise<void> => {
    alive = false;
    runtime.kill();
    await runtime.ended;
  };
  const expire = (what: string, afterMs: number) => (): InvocationFailure => {
    void stop();
    const message = `${what} timed out after ${(afterMs / 1000).toFixed(2)} seconds`;
    console.error(`${target.name}: ${message}`);
    return failure('Sandbox.Timedout', message);
  };
  void runtime.ended.then((why) => {
    if (alive) console.error(`${target.name}: ${why.errorMessage}`);
    alive = false;
    api.close(why);
  });

  return {
    initialised: withLimit(
      api.whenIdle(),
      initialisationLimitMs,
      expire('Initialisation', initialisationLimitMs),
    ),
    whenIdle: api.whenIdle,
    invoke: (payload) => {
      const invocation = {
        requestId: randomUUID(),
        traceId: createTraceId(),
        functionArn: target.arn,
        deadline: Date.now() + limitMs,
        payload,
      };
      return withLimit(
        api.invoke(invocation),
        limitMs,
        expire(`RequestId: ${invocation.requestId} Error: Task`, limitMs),
      );
    },
    isAlive: () => alive,
    ended: runtime.ended,
    stop,
  };
};
