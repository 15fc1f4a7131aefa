import { expect, test } from 'vitest';
import { checkEventSources } from '#local/access/check-event-sources.ts';
import { functionNamed } from '#test/support/function-named.ts';
import { rolesOf } from './roles-of.ts';

const arn = 'arn:aws:sqs:us-east-1:000000000000:events.fifo';

const source = {
  queue: {
    name: 'events.fifo',
    url: 'http://127.0.0.1/events.fifo',
    arn,
    properties: { FifoQueue: true, VisibilityTimeout: 30 },
  },
  target: functionNamed('worker'),
  batchSize: 10,
  maximumConcurrency: undefined,
  reportsItemFailures: true,
};

test('a function may be fed whose role allows what that takes', () => {
  const roles = rolesOf(
    ['sqs:ReceiveMessage', arn],
    ['sqs:DeleteMessage', arn],
    ['sqs:GetQueueAttributes', arn],
  );

  expect(() => checkEventSources([source], roles)).not.toThrow();
});

test.each([
  ['one action', rolesOf(['sqs:ReceiveMessage', arn], ['sqs:GetQueueAttributes', arn]), 'sqs:DeleteMessage'],
  [
    'the queue',
    rolesOf(['sqs:*', `${arn}x`]),
    'sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes',
  ],
])('a role that lacks %s is an error that names it', (_, roles, lacking) => {
  expect(() => checkEventSources([source], roles)).toThrow(
    `The queue events.fifo feeds worker, whose role does not allow ${lacking} on ${arn}.`,
  );
});
