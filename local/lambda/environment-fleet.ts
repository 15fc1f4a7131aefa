import { availableParallelism } from 'node:os';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { failure, type InvocationFailure } from './invocation-result.ts';

type Arrival = ExecutionEnvironment | InvocationFailure;

type FleetOptions = {
  readonly start: () => Promise<ExecutionEnvironment>;
  /** How many invocations wait for an environment. */
  readonly wanted: () => number;
  /** Takes an environment that is ready, or the reason why it is not. */
  readonly arrive: (arrival: Arrival) => void;
};

/** The processes of one function. */
export type EnvironmentFleet = {
  /** Starts another one if that helps those who wait. */
  readonly grow: () => void;
  /** Kills them all. */
  readonly close: () => Promise<void>;
};

/**
 * Processes that a function has before another one is started. They keep every core busy while they work, and more of
 * them would only be slower: only those that wait for something are made up for.
 */
const enoughAtWork = Math.max(2, availableParallelism());

/** A limit of the machine, unlike a reserved concurrency, which is one of the system that runs on it. */
const mostProcesses = 20;

export const createEnvironmentFleet = ({ start, wanted, arrive }: FleetOptions): EnvironmentFleet => {
  const environments = new Set<ExecutionEnvironment>();
  const lives = new Set<Promise<void>>();
  let starting = 0;
  let closed = false;

  const started = (arrival: Arrival): void => {
    starting -= 1;
    arrive(arrival);
  };

  const live = async (): Promise<void> => {
    const environment = await start();
    environments.add(environment);
    if (closed) void environment.stop();
    const initialised = await environment.initialised;
    started(initialised === 'idle' ? environment : initialised);
    if (initialised !== 'idle') void environment.stop();
    await environment.ended;
    environments.delete(environment);
  };

  const grow = (): void => {
    const slow = [...environments].filter((environment) => environment.isSlow()).length;
    if (closed || starting >= wanted()) return;
    if (lives.size - slow >= enoughAtWork || lives.size >= mostProcesses) return;
    starting += 1;
    const life = live()
      .catch((error: unknown) => started(failure('Runtime.ExitError', `No process: ${String(error)}`)))
      .finally(() => lives.delete(life));
    lives.add(life);
    void life.then(grow);
  };

  return {
    grow,
    close: async () => {
      closed = true;
      await Promise.all([...environments].map((environment) => environment.stop()));
      await Promise.all(lives);
    },
  };
};
