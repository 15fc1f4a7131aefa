import { expect, test } from 'vitest';
import { outboxStatuses } from '#functions/shared/domain/outbox/entry.ts';
import { whyNotRetriable } from '#functions/shared/domain/outbox/why-not-retriable.ts';
import { sampleEntry, sampleFile, sampleMessage } from '#test/support/outbox-samples.ts';

test.each(['failed', 'unconfirmed'] as const)('what is %s can be tried again', (status) => {
  expect(whyNotRetriable({ ...sampleMessage(1), status })).toBeUndefined();
});

test.each(outboxStatuses.filter((status) => status !== 'failed' && status !== 'unconfirmed'))(
  'what is %s cannot be tried again',
  (status) => {
    expect(whyNotRetriable({ ...sampleMessage(1), status })).toMatch(`This command is ${status}`);
  },
);

test('a file can be tried again where it was uploaded', () => {
  const failed = { status: 'failed' } as const;

  expect(whyNotRetriable(sampleEntry(1, sampleFile, failed))).toMatch('never came');
  expect(whyNotRetriable(sampleEntry(1, { ...sampleFile, etag: '"e"' }, failed))).toBeUndefined();
});
