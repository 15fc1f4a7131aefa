import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '#local/template/functions.ts';
import { failure, type InvocationFailure, type InvocationResult } from './invocation-result.ts';
import { serveRuntimeApi } from './runtime-api.ts';
import type { Invocation } from './runtime-exchange.ts';
import { type LambdaSettings, startRuntime } from './runtime-process.ts';
import { createTraceId } from './trace-id.ts';
import { withLimit } from './with-limit.ts';

/** A process that holds one loaded function and answers one invocation at a time. */
export type ExecutionEnvironment = {
  /** Settles once the function is loaded, or could not be. */
  readonly initialised: Promise<'idle' | InvocationFailure>;
  readonly invoke: (payload: string) => Promise<InvocationResult>;
  /** Settles once the last invocation is left behind and the next may come, or the process has ended. */
  readonly whenIdle: () => Promise<unknown>;
  /** Whether it can be invoked again. */
  readonly isAlive: () => boolean;
  /** Whether its invocation takes so long that it must be waiting for something. */
  readonly isSlow: () => boolean;
  /** Settles when the process has ended. */
  readonly ended: Promise<unknown>;
  /** Kills the process and waits until it is gone. */
  readonly stop: () => Promise<void>;
};

/** How long an invocation may work before it counts as waiting. */
export const slowAfterMs = 300;

const initialisationLimitMs = 10_000;

const createInvocation = (target: LambdaFunction, payload: string): Invocation => ({
  requestId: randomUUID(),
  traceId: createTraceId(),
  functionArn: target.arn,
  deadline: Date.now() + target.timeoutSeconds * 1000,
  payload,
});

const timedOut = (target: LambdaFunction, what: string, limitMs: number): InvocationFailure => {
  const message = `${what} timed out after ${(limitMs / 1000).toFixed(2)} seconds`;
  console.error(`${target.name}: ${message}`);
  return failure('Sandbox.Timedout', message);
};

/** Starts a process for the function. */
export const startEnvironment = async (
  target: LambdaFunction,
  settings: LambdaSettings,
): Promise<ExecutionEnvironment> => {
  const api = await serveRuntimeApi();
  const runtime = startRuntime(target, api.address, settings);
  let alive = true;
  let busySince = Number.POSITIVE_INFINITY;

  const stop = async (): Promise<void> => {
    alive = false;
    runtime.kill();
    await runtime.ended;
  };
  const within = <Value>(limitMs: number, what: string, work: Promise<Value>) =>
    withLimit<Value | InvocationFailure>(work, limitMs, () => {
      void stop();
      return timedOut(target, what, limitMs);
    });
  void runtime.ended.then((why) => {
    if (alive) console.error(`${target.name}: ${why.errorMessage}`);
    alive = false;
    api.close(why);
  });

  return {
    initialised: within(initialisationLimitMs, 'Initialisation', api.whenIdle()),
    async invoke(payload) {
      const invocation = createInvocation(target, payload);
      const task = `RequestId: ${invocation.requestId} Error: Task`;
      busySince = Date.now();
      const result = await within(target.timeoutSeconds * 1000, task, api.invoke(invocation));
      busySince = Number.POSITIVE_INFINITY;
      return result;
    },
    whenIdle: api.whenIdle,
    isAlive: () => alive,
    isSlow: () => Date.now() - busySince >= slowAfterMs,
    ended: runtime.ended,
    stop,
  };
};
