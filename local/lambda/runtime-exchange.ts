import {
  failure,
  type InvocationFailure,
  type InvocationResult,
  largestPayload,
} from './invocation-result.ts';

export type Invocation = {
  readonly requestId: string;
  readonly traceId: string;
  readonly functionArn: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** The event as JSON. */
  readonly payload: string;
};

/** What a runtime and its host say to each other, one invocation at a time. */
export type RuntimeExchange = {
  /** Settles once the runtime asks for an invocation: loaded or done with the last one. Or once it never will. */
  readonly whenIdle: () => Promise<'idle' | InvocationFailure>;
  readonly initialisationFailed: (why: InvocationFailure) => void;
  /** The runtime is gone: whatever is asked of it fails from now on. */
  readonly end: (why: InvocationFailure) => void;
  readonly invoke: (invocation: Invocation) => Promise<InvocationResult>;
  /** The runtime asks for the next invocation, which `take` gets: at once, or when there is one. */
  readonly next: (take: (invocation: Invocation) => void) => void;
  /** Whether there was such an invocation to be answered. */
  readonly settle: (requestId: string, result: InvocationResult) => boolean;
};

/** The result of a payload that a function returned, which fails where it is larger than Lambda allows. */
export const returned = (payload: string): InvocationResult =>
  Buffer.byteLength(payload) <= largestPayload
    ? { outcome: 'returned', payload }
    : failure(
        'Function.ResponseSizeTooLarge',
        `Response payload size exceeded maximum allowed payload size (${largestPayload} bytes).`,
      );

export const createRuntimeExchange = (): RuntimeExchange => {
  const answers = new Map<string, (result: InvocationResult) => void>();
  let idle = Promise.withResolvers<'idle' | InvocationFailure>();
  let waiting: Invocation | undefined;
  let ended: InvocationFailure | undefined;
  let taker: ((invocation: Invocation) => void) | undefined;

  const handOver = (): void => {
    if (!taker || !waiting) return;
    taker(waiting);
    taker = undefined;
    waiting = undefined;
  };

  return {
    whenIdle: () => idle.promise,
    initialisationFailed: (why) => idle.resolve(why),
    end(why) {
      ended = why;
      idle.resolve(why);
      for (const answer of answers.values()) answer(why);
    },
    async invoke(invocation) {
      if (ended) return ended;
      const answer = Promise.withResolvers<InvocationResult>();
      answers.set(invocation.requestId, answer.resolve);
      idle = Promise.withResolvers();
      waiting = invocation;
      handOver();
      return answer.promise;
    },
    next(take) {
      idle.resolve('idle');
      taker = take;
      handOver();
    },
    settle(requestId, result) {
      answers.get(requestId)?.(result);
      return answers.delete(requestId);
    },
  };
};
