import * as z from 'zod/mini';
import type { Rule } from '#lib/channel-rules.ts';
import { outageSeconds, timesVisible } from '#lib/queue-figures.ts';
import { referredId } from './reference.ts';
import { type Built, ofType } from './resources.ts';

const queueSchema = z.object({
  FifoQueue: z._default(z.boolean(), false),
  VisibilityTimeout: z._default(z.number(), 30),
  RedrivePolicy: z.optional(z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() })),
});
const functionSchema = z.object({ Timeout: z._default(z.number(), 3) });
const sourceSchema = z.object({ EventSourceArn: z.optional(z.unknown()), FunctionName: z.unknown() });

const kind = (isFifo: boolean): string => (isFifo ? 'a FIFO queue' : 'a standard queue');

/** The queues below the construct, and those in its stack that they lead to. */
const queuesOf = (built: Built) => {
  const queues = ofType(built.stack, 'AWS::SQS::Queue', queueSchema);
  return (reference: unknown) => queues.find(({ logicalId }) => logicalId === referredId(reference));
};

const deadLetterRules = (built: Built): Rule[] => {
  const queueAt = queuesOf(built);
  return ofType(built.own, 'AWS::SQS::Queue', queueSchema).flatMap(({ path, properties }): Rule[] => {
    const letters = queueAt(properties.RedrivePolicy?.deadLetterTargetArn);
    if (letters === undefined) return [];
    const [own, theirs] = [properties.FifoQueue, letters.properties.FifoQueue];
    return [
      [
        own !== theirs,
        `${path} is ${kind(own)} and its dead-letter queue ${letters.path} is ${kind(theirs)}, which SQS refuses: make both FIFO, as order is kept.`,
      ],
    ];
  });
};

const sourceRules = (built: Built): Rule[] => {
  const queueAt = queuesOf(built);
  const functions = ofType(built.stack, 'AWS::Lambda::Function', functionSchema);
  return ofType(built.own, 'AWS::Lambda::EventSourceMapping', sourceSchema).flatMap(({ properties }) => {
    const queue = queueAt(properties.EventSourceArn);
    const target = functions.find(({ logicalId }) => logicalId === referredId(properties.FunctionName));
    if (queue === undefined || target === undefined) return [];
    const { VisibilityTimeout: visibility, RedrivePolicy: redrive } = queue.properties;
    const least = timesVisible * target.properties.Timeout;
    const held = visibility * (redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY);
    return [
      [
        visibility < least,
        `${queue.path} lends a message out for ${visibility} s, but ${target.path} may run ${target.properties.Timeout} s and needs six times that: raise the queue's visibility time-out to ${least} s or lower the function's time-out.`,
      ],
      [
        held < outageSeconds,
        `${queue.path} gives a message up after ${held} s of receives, and an outage may last 12 hours: raise its maxReceiveCount to ${Math.ceil(outageSeconds / visibility)}.`,
      ],
    ] satisfies Rule[];
  });
};

/** What queues, and the functions that they feed, must be like. */
export const queueRules = (built: Built): Rule[] => [...deadLetterRules(built), ...sourceRules(built)];
