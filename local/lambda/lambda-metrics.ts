import type { RecordMetric } from '#local/metrics/metric.ts';
import type { LambdaFunction } from '#local/template/functions.ts';
import type { InvocationResult } from './invocation-result.ts';

/** What Lambda tells CloudWatch of one function. */
export type FunctionMetrics = {
  readonly throttled: () => void;
  /** Called when an invocation begins; the answer is to be called when it ends. */
  readonly begun: () => (result: InvocationResult) => void;
  /** How long the function's own code took. */
  readonly took: (milliseconds: number) => void;
};

/** Tells what Lambda tells CloudWatch: of all functions, of each, and of each under the alias that it was called by. */
export const createLambdaMetrics = (record: RecordMetric) => {
  let runningInAll = 0;

  return ({ name: FunctionName, arn }: LambdaFunction): FunctionMetrics => {
    const [, Resource = FunctionName] = arn.split(':function:');
    let running = 0;
    const tell = (name: string, unit: string, value: number): void => {
      for (const dimensions of [{}, { FunctionName }, { FunctionName, Resource }])
        record({ namespace: 'AWS/Lambda', name, dimensions, unit, values: [value], at: Date.now() });
    };
    const tellConcurrency = (dimensions: Readonly<Record<string, string>>, value: number): void =>
      record({
        namespace: 'AWS/Lambda',
        name: 'ConcurrentExecutions',
        dimensions,
        unit: 'Count',
        values: [value],
        at: Date.now(),
      });

    return {
      throttled: () => tell('Throttles', 'Count', 1),
      begun: () => {
        runningInAll += 1;
        running += 1;
        tellConcurrency({}, runningInAll);
        tellConcurrency({ FunctionName }, running);
        return ({ outcome }) => {
          runningInAll -= 1;
          running -= 1;
          tell('Invocations', 'Count', 1);
          tell('Errors', 'Count', outcome === 'failed' ? 1 : 0);
          tell('Throttles', 'Count', 0);
        };
      },
      took: (milliseconds) => tell('Duration', 'Milliseconds', milliseconds),
    };
  };
};
