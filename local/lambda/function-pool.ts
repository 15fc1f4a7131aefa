import type { ExecutionEnvironment } from './execution-environment.ts';
import { failure, type InvocationFailure, type InvocationResult } from './invocation-result.ts';

type PoolOptions = {
  readonly start: () => Promise<ExecutionEnvironment>;
  /** Invocations at once, above which the function throttles. */
  readonly reservedConcurrency: number | undefined;
};

/** One function's environments. */
export type FunctionPool = {
  readonly invoke: (payload: string) => Promise<InvocationResult>;
  /** Kills them; what they were doing fails. */
  readonly close: () => Promise<void>;
};

/** An invocation that waits for an environment. */
type Turn = {
  readonly since: number;
  readonly take: (given: ExecutionEnvironment | InvocationFailure) => void;
};

/**
 * Most processes per function. Unlike a reserved concurrency this is a limit of the machine, not of the system that
 * runs on it: invocations above it wait for a free process.
 */
const mostEnvironments = 20;

/** Starting a process keeps a core busy: more at once only delay one another. */
const mostStarting = 2;

/**
 * How long an invocation waits for a running process to become free before another one is started. A few processes
 * that are always busy do more than many that are not yet compiled.
 */
const patienceMs = 300;

const closing = failure('Runtime.ExitError', 'The local system is shutting down.');

export const createFunctionPool = ({ start, reservedConcurrency = Infinity }: PoolOptions): FunctionPool => {
  const environments = new Set<ExecutionEnvironment>();
  const starting = new Set<Promise<void>>();
  const idle: ExecutionEnvironment[] = [];
  const waiting: Turn[] = [];
  let running = 0;
  let closed = false;

  const handOver = (given: ExecutionEnvironment | InvocationFailure): void => waiting.shift()?.take(given);

  const release = (environment: ExecutionEnvironment): void => {
    if (!environment.isAlive()) grow();
    else if (waiting.length > 0) handOver(environment);
    else idle.push(environment);
  };

  const add = async (): Promise<void> => {
    const environment = await start();
    environments.add(environment);
    void environment.ended.then(() => environments.delete(environment));
    if (closed) return environment.stop();
    const initialised = await environment.initialised;
    if (initialised === 'idle') return release(environment);
    handOver(initialised);
    return environment.stop();
  };

  const mayGrow = (): boolean => {
    const [first] = waiting;
    if (closed || first === undefined || waiting.length <= starting.size) return false;
    if (starting.size >= mostStarting || environments.size >= mostEnvironments) return false;
    return environments.size < mostStarting || Date.now() - first.since >= patienceMs;
  };

  const grow = (): void => {
    if (!mayGrow()) return;
    const added = add().catch((error: unknown) =>
      handOver(failure('Runtime.ExitError', `The process could not be started: ${String(error)}`)),
    );
    starting.add(added);
    void added.then(() => {
      starting.delete(added);
      grow();
    });
  };

  const takeIdle = (): ExecutionEnvironment | undefined => {
    const environment = idle.pop();
    return environment === undefined || environment.isAlive() ? environment : takeIdle();
  };

  const waitForTurn = async (): Promise<ExecutionEnvironment | InvocationFailure> => {
    const turn = Promise.withResolvers<ExecutionEnvironment | InvocationFailure>();
    waiting.push({ since: Date.now(), take: turn.resolve });
    grow();
    const impatient = setTimeout(grow, patienceMs);
    const given = await turn.promise;
    clearTimeout(impatient);
    return given;
  };

  const run = async (payload: string): Promise<InvocationResult> => {
    if (closed) return closing;
    const environment = takeIdle() ?? (await waitForTurn());
    if ('outcome' in environment) return environment;
    const result = await environment.invoke(payload);
    void environment.whenIdle().then(() => release(environment));
    return result;
  };

  return {
    async invoke(payload) {
      if (running >= reservedConcurrency) return { outcome: 'throttled' };
      running += 1;
      try {
        return await run(payload);
      } finally {
        running -= 1;
      }
    },
    async close() {
      closed = true;
      for (const { take } of waiting.splice(0)) take(closing);
      await Promise.all([...environments].map((environment) => environment.stop()));
      await Promise.all(starting);
    },
  };
};
