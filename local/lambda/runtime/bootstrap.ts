/**
 * The runtime of a local execution environment: loads the function and answers invocations, as the one on Lambda
 * does. It is a process of its own, which ends when its host does.
 */
import { flushCompileCache } from 'node:module';
import { callHost } from './call-host.ts';
import { createContext } from './context.ts';
import { type Handler, loadHandler } from './load-handler.ts';

type Failure = { errorType: string; errorMessage: string; trace: string[] };

const describe = (error: unknown): Failure =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

// Only this process's own variable, for its start: the function does not see it on Lambda either.
delete process.env.NODE_COMPILE_CACHE;

/** Where a failure is to be reported: while nothing is invoked, the function is being loaded. */
let failurePath = 'init/error';

const report = async (error: unknown): Promise<void> => {
  console.error(error);
  await callHost('POST', failurePath, JSON.stringify(describe(error)));
};

const reportAndExit = async (error: unknown): Promise<void> => {
  await report(error);
  process.exit(1);
};

const answerNext = async (handler: Handler): Promise<void> => {
  const { headers, body } = await callHost('GET', 'invocation/next');
  const context = createContext(headers);
  process.env._X_AMZN_TRACE_ID = String(headers['lambda-runtime-trace-id']);
  const invocation = `invocation/${context.awsRequestId}`;
  failurePath = `${invocation}/error`;
  try {
    const result = await handler(JSON.parse(body), context);
    await callHost('POST', `${invocation}/response`, JSON.stringify(result) ?? 'null');
  } catch (error) {
    await report(error);
  }
};

const run = async (): Promise<void> => {
  const handler = loadHandler();
  // Now, as the process ends by SIGKILL: the next one starts in half the time.
  flushCompileCache();
  for (;;) await answerNext(handler);
};

// The host holds the other end of this pipe: it closes when the host ends, even by SIGKILL.
process.stdin.resume().once('close', () => process.exit());
// Ctrl-C reaches every process of the terminal: the host decides when this one may go.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => void reportAndExit(error));

await run().catch(reportAndExit);
