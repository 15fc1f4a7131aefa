import { assumptions } from '../cost/assumptions.ts';
import { bytesOfEvent, millionConversations, millionKept, millionWebhooks } from '../cost/model.ts';
import { dollars } from '../cost/usage.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { plus } from '../counting/counts.ts';
import { billTable } from './bill-table.ts';
import { countsTable } from './counts-table.ts';
import { figure, money, paragraphs } from './markdown.ts';

const { ingest, persist } = assumptions.milliseconds;

export const printWebhooks = (counts: CostCounts): string => {
  const { taken, stored } = counts.webhooks;
  return paragraphs(
    '## A million webhooks',
    `From the request to the table, ten deliveries a batch: the more events of one conversation are in a batch, the fewer transactions. Invocations are taken to last ${ingest} ms (ingest) and ${persist} ms (persist).`,
    billTable('Dollars a million', {
      'each of another conversation': millionWebhooks(counts, '1'),
      'two of a conversation': millionWebhooks(counts, '2'),
      'all of one conversation': millionWebhooks(counts, '10'),
    }),
    `The first event of a conversation also writes its summary and its user's names: ${money(dollars(millionConversations(counts)))} more for a million conversations that begin. A batch of one, as when little comes in, makes Lambda and SQS dearer: it has a receive, a delete and an invocation of persist of its own.`,
    `Events stay until the retention is over. One takes about ${figure(bytesOfEvent(counts))} bytes of the table with its index, so a million costs ${money(dollars(millionKept(counts)))} each month, of which the smaller half is point-in-time recovery.`,
    countsTable('Counted for one webhook', {
      'each of another conversation': plus(taken, stored[1]),
      'two of a conversation': plus(taken, stored[2]),
      'all of one conversation': plus(taken, stored[10]),
    }),
  );
};
