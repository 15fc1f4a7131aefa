import { createEnvironmentFleet } from './environment-fleet.ts';
import { type ExecutionEnvironment, slowAfterMs } from './execution-environment.ts';
import { failure, type InvocationFailure, type InvocationResult } from './invocation-result.ts';
import { createWaitingLine } from './waiting-line.ts';

/** One function, invoked in as many processes as it needs. */
export type FunctionPool = {
  readonly invoke: (payload: string) => Promise<InvocationResult>;
  /** Kills the processes; what they were doing fails. */
  readonly close: () => Promise<void>;
};

const closing = failure('Runtime.ExitError', 'The local system is shutting down.');

/** Keeps the environments that `start` gives for one invocation after the other; it never throttles. */
export const createFunctionPool = (start: () => Promise<ExecutionEnvironment>): FunctionPool => {
  const idle: ExecutionEnvironment[] = [];
  const line = createWaitingLine<ExecutionEnvironment | InvocationFailure>();
  let closed = false;

  const arrive = (arrival: ExecutionEnvironment | InvocationFailure): void => {
    if (!line.serve(arrival) && 'invoke' in arrival) idle.push(arrival);
  };
  const fleet = createEnvironmentFleet({ start, wanted: line.length, arrive });

  const takeIdle = (): ExecutionEnvironment | undefined => {
    const environment = idle.pop();
    return environment === undefined || environment.isAlive() ? environment : takeIdle();
  };

  const waitForTurn = (): Promise<ExecutionEnvironment | InvocationFailure> => {
    const turn = line.wait();
    fleet.grow();
    return turn;
  };

  const runIn = async (environment: ExecutionEnvironment, payload: string): Promise<InvocationResult> => {
    const timer = setTimeout(fleet.grow, slowAfterMs);
    const result = await environment.invoke(payload);
    clearTimeout(timer);
    void environment.whenIdle().then(() => environment.isAlive() && arrive(environment));
    return result;
  };

  return {
    async invoke(payload) {
      const environment = closed ? closing : (takeIdle() ?? (await waitForTurn()));
      return 'invoke' in environment ? runIn(environment, payload) : environment;
    },
    async close() {
      closed = true;
      while (line.serve(closing));
      await fleet.close();
    },
  };
};
