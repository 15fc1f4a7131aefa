import * as z from 'zod/mini';
import { functionCalled, type LambdaFunction } from './functions.ts';
import type { ListResources } from './resources.ts';
import type { Queue } from './stores.ts';

/** A queue whose messages a function is invoked with. */
export type EventSource = {
  readonly queue: Queue;
  readonly target: LambdaFunction;
  readonly batchSize: number;
  /** Most batches at once; undefined where only the function's own concurrency limits them. */
  readonly maximumConcurrency: number | undefined;
  /** Whether the function's answer names the messages that failed; else it is ignored. */
  readonly reportsItemFailures: boolean;
};

const propertiesSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z._default(z.boolean(), true),
  BatchSize: z._default(z.number(), 10),
  ScalingConfig: z.optional(z.object({ MaximumConcurrency: z.optional(z.number()) })),
  FunctionResponseTypes: z._default(z.array(z.string()), []),
  FilterCriteria: z.optional(z.never('is not carried out locally')),
});

type Known = { readonly functions: readonly LambdaFunction[]; readonly queues: readonly Queue[] };

const findQueue = (queues: readonly Queue[], arn: string): Queue => {
  const found = queues.find((queue) => queue.arn === arn);
  if (found) return found;
  throw new Error(
    `The event source ${arn} is not an SQS queue of the template, so it cannot be run locally.`,
  );
};

export const listEventSources = (list: ListResources, { functions, queues }: Known): EventSource[] =>
  list('AWS::Lambda::EventSourceMapping', propertiesSchema)
    .filter(({ properties }) => properties.Enabled)
    .map(({ properties }) => ({
      queue: findQueue(queues, properties.EventSourceArn),
      target: functionCalled(functions, properties.FunctionName),
      batchSize: properties.BatchSize,
      maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency,
      reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    }));
