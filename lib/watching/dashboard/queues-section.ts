import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { queueMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import type { Watched } from '#lib/watching/watched.ts';
import { graph, line } from './graph.ts';
import { section } from './section.ts';

/** What waits, since when, and what ran out of tries. */
export const queuesSection = ({ events, outbox }: Watched): IWidget[][] => {
  const queues = [
    { name: 'events', ...events },
    { name: 'outbox', ...outbox },
  ];
  const age = graph({
    title: 'Age of the oldest, s',
    left: queues.map(({ name, queue }) =>
      line(queueMetric('ApproximateAgeOfOldestMessage', queue), 'Maximum', name),
    ),
    width: 6,
  });
  const waiting = graph({
    title: 'Waiting, and in flight',
    left: queues.flatMap(({ name, queue }) => [
      line(queueMetric('ApproximateNumberOfMessagesVisible', queue), 'Maximum', `${name} waiting`),
      line(queueMetric('ApproximateNumberOfMessagesNotVisible', queue), 'Maximum', `${name} in flight`),
    ]),
    width: 6,
  });
  const dead = graph({
    title: 'Dead letters',
    left: queues.map(({ name, deadLetters }) =>
      line(queueMetric('ApproximateNumberOfMessagesVisible', deadLetters), 'Maximum', name),
    ),
    width: 6,
  });
  const spill = graph({
    title: 'Spilled into the bucket, and waiting there',
    left: [line(relayMetric('SpillWaiting', 'all'), 'Maximum', 'waiting')],
    right: [line(relayMetric('SpillMinutes', 'all'), 'Maximum', 'oldest, minutes')],
    width: 6,
  });
  return section('Queues: does anything wait?', [age, waiting, dead, spill]);
};
