import { expect, test } from 'vitest';
import { failedMessages } from '#local/event-source/failed-messages.ts';
import { failure, type InvocationResult } from '#local/lambda/invocation-result.ts';

const ids = ['a', 'b', 'c'];
const returned = (payload: string): InvocationResult => ({ outcome: 'returned', payload });
const failuresOf = (...itemIdentifiers: unknown[]): string =>
  JSON.stringify({ batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })) });

test.each([
  ['null', 'null', []],
  ['an empty text', '""', []],
  ['an empty object', '{}', []],
  ['no list', '{"batchItemFailures":null}', []],
  ['an empty list', '{"batchItemFailures":[]}', []],
  ['one of the batch', failuresOf('b'), ['b']],
  ['all of the batch', failuresOf('c', 'a', 'b'), ids],
  ['a message that is not in the batch', failuresOf('a', 'x'), ids],
  ['an empty identifier', failuresOf(''), ids],
  ['an identifier that is null', failuresOf(null), ids],
  ['an item without identifier', '{"batchItemFailures":[{"id":"a"}]}', ids],
  ['a list of texts', '{"batchItemFailures":["a"]}', ids],
  ['a text', '"done"', ids],
  ['a number', '7', ids],
  ['what is not JSON', '{', ids],
])('a report of %s', (_, payload, expected) => {
  const failed = failedMessages(returned(payload), { ids, reportsItemFailures: true });

  expect([...failed].toSorted()).toEqual(expected);
});

test('without item reports the answer does not matter', () => {
  expect(failedMessages(returned(failuresOf('a')), { ids, reportsItemFailures: false })).toEqual(new Set());
});

test.each<InvocationResult>([failure('Error', 'x'), { outcome: 'throttled' }, { outcome: 'too-large' }])(
  'when the function is not reached or fails, all fail: %o',
  (result) => {
    for (const reportsItemFailures of [true, false])
      expect(failedMessages(result, { ids, reportsItemFailures })).toEqual(new Set(ids));
  },
);
