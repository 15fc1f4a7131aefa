import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { functionMetric, queueMetric } from '#lib/watching/metrics/aws-metrics.ts';
import type { AlarmDefinition, Runbook } from './alarm-definition.ts';

/** Messages that ran out of tries. They stay until somebody has seen to them, and so does the alarm. */
export const deadLetters = (
  queue: 'events' | 'outbox',
  letters: IQueue,
  description: string,
): AlarmDefinition => ({
  id: `DeadLetters-${queue}`,
  metric: queueMetric('ApproximateNumberOfMessagesVisible', letters),
  statistic: 'Maximum',
  rings: { atLeast: 1 },
  description,
  runbook: 'dead-letters',
});

/** Two thirds of what SQS lends out of one FIFO queue at once: 120,000 messages. */
export const inFlight = (name: 'events' | 'outbox', queue: IQueue): AlarmDefinition => ({
  id: `InFlight-${name}`,
  metric: queueMetric('ApproximateNumberOfMessagesNotVisible', queue),
  statistic: 'Maximum',
  rings: { atLeast: 80_000 },
  description: {
    events:
      'Of the events queue, so many messages are being worked on or wait to be tried again that SQS soon hands out no more: then nothing is stored any more.',
    outbox:
      'So many users have a command that waits for its next try that SQS soon hands out no more wake-ups: then nothing is sent to anybody.',
  }[name],
  runbook: name === 'events' ? 'storing-late' : 'sending-late',
  isIntake: name === 'events',
});

type Slow = { readonly seconds: number; readonly description: string; readonly runbook: Runbook };

/** Invocations that take four fifths of the time that a function may run; one may be a start on a slow machine. */
export const almostTimedOut = (
  name: 'Persist' | 'Send',
  of: IFunction,
  { seconds, description, runbook }: Slow,
): AlarmDefinition => ({
  id: `${name}Slow`,
  metric: functionMetric('Duration', of),
  statistic: 'Maximum',
  rings: { atLeast: 0.8 * seconds * 1000 },
  in: { periods: 2, of: 3 },
  description,
  runbook,
});
