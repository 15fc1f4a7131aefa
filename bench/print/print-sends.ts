import { assumptions } from '../cost/assumptions.ts';
import { millionSends } from '../cost/model.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { billTable } from './bill-table.ts';
import { countsTable } from './counts-table.ts';
import { paragraphs } from './markdown.ts';

const { api, send } = assumptions.milliseconds;

export const printSends = (counts: CostCounts): string =>
  paragraphs(
    '## A million messages sent',
    `From the request of your backend to the event in its conversation, one message after the other, each taken by the platform at once. Invocations are taken to last ${api} ms (api) and ${send} ms (send, which waits for the platform). A file or a profile takes about the same.`,
    billTable('Dollars a million', { messages: millionSends(counts) }),
    countsTable('Counted for one message', counts.sends),
  );
