import {
  millionKept,
  millionReads,
  millionSends,
  millionWebhooks,
  monthAtRest,
  sumOfLines,
} from '../cost/model.ts';
import { dollars, type Usage } from '../cost/usage.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { money, table } from './markdown.ts';

/** The figures that most people look for. */
export const printSummary = (counts: CostCounts): string => {
  const { stages, memoryMb } = counts;
  const rest = (stage: 'dev' | 'prod') => sumOfLines(monthAtRest(stages[stage], memoryMb));
  const rows: readonly (readonly [string, Usage])[] = [
    ['a million webhooks, two of a conversation in each batch of ten', millionWebhooks(counts, '2')],
    ['a million messages sent to the platform', millionSends(counts)],
    ['a million reads of one change', millionReads(counts, 'changes: one')],
    ['a million events kept, each month', millionKept(counts)],
    ['a month of the stage `prod` while nobody uses it', rest('prod')],
    ['a month of the stage `dev` while nobody uses it', rest('dev')],
  ];
  return table(
    ['What', 'At list prices'],
    rows.map(([what, usage]) => [what, money(dollars(usage))]),
  );
};
