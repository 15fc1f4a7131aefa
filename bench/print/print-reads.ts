import { assumptions } from '../cost/assumptions.ts';
import { millionReads, type Read, waitingMonth } from '../cost/model.ts';
import { dollars } from '../cost/usage.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { billTable } from './bill-table.ts';
import { countsTable } from './counts-table.ts';
import { money, paragraphs } from './markdown.ts';

const bills = (counts: CostCounts) => {
  const of = (read: Read) => millionReads(counts, read);
  return {
    'the conversation': of('the conversation'),
    'a page of 100 messages': of('a page of 100 messages'),
    'changes: one': of('changes: one'),
    'changes: none': of('changes: none'),
  };
};

export const printReads = (counts: CostCounts): string =>
  paragraphs(
    '## A million reads',
    `\`GET /v1/conversations/{id}\`, \`…/messages\` and \`…/changes\` of a conversation of a hundred events. Invocations are taken to last ${assumptions.milliseconds.api} ms (api).`,
    billTable('Dollars a million', bills(counts)),
    countsTable('Counted for one call', counts.reads),
    `\`changes?wait=\` is paid by the second, as Lambda waits and looks again and again: a caller that waits all the time, ${assumptions.waitSeconds} seconds each time, and hears nothing, costs ${money(dollars(waitingMonth(counts)))} a month. To be told of every event without asking, give \`HaptikRelay\` an event bus ([construct.md](construct.md)).`,
  );
