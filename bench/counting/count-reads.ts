import { callApi } from './call-api.ts';
import type { Counts } from './counts.ts';
import type { Counted } from './open-counted.ts';
import { steady } from './steady.ts';
import { recordsPerBatch, storeBatch } from './store-batch.ts';

const id = 'haptik:343:reader';
const batches = 10;
const events = batches * recordsPerBatch;

/** What is asked about a conversation of a hundred events. */
const requests = {
  'the conversation': '',
  'a page of 100 messages': '/messages',
  'changes: one': `/changes?after=${events - 1}`,
  'changes: none': `/changes?after=${events}`,
  'changes: none, waited for a second': `/changes?after=${events}&wait=1`,
} as const;

/** What one call takes, by what is asked. */
export type ReadCounts = Readonly<Record<keyof typeof requests, Counts>>;

export const countReads = async (counted: Counted): Promise<ReadCounts> => {
  const { url, take } = counted;
  for (let batch = 0; batch < batches; batch += 1)
    await storeBatch(counted, (index) => ['reader', 1000 + batch * recordsPerBatch + index]);
  await take();
  const count = (asked: string): Promise<Counts> =>
    steady(async () => {
      await callApi(`${url}/v1/conversations/${id}${asked}`);
      return take();
    });
  return {
    'the conversation': await count(requests['the conversation']),
    'a page of 100 messages': await count(requests['a page of 100 messages']),
    'changes: one': await count(requests['changes: one']),
    'changes: none': await count(requests['changes: none']),
    'changes: none, waited for a second': await count(requests['changes: none, waited for a second']),
  };
};
