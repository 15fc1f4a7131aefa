import { idleChannel } from '../cost/model.ts';
import { dollars } from '../cost/usage.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { money, paragraphs } from './markdown.ts';

export const printLevers = ({ stages: { prod, dev }, memoryMb }: CostCounts): string => {
  const alarmsOf = (count: number) => money(dollars({ alarmMonth: count }));
  return paragraphs(
    '## How to pay less',
    [
      `* **Leave out channels that you do not use** (lib/stage.ts). One at rest costs ${money(dollars(idleChannel(prod, memoryMb)))} a month: its alarms, its secret, its metrics, its probes.`,
      `* **Without a canary** (\`canary: false\`) there are ${prod.template.canaryAlarms} alarms less: ${alarmsOf(prod.template.canaryAlarms)} a month.`,
      "* **`logLevel: 'WARN'`** keeps Lambda's own lines about each invocation out of the logs; the stage `prod` has it, `dev` has not. Metric lines and errors are written at every level.",
      '* **Shorter retention** (`retentionDays`, `logRetentionDays`): a table of events is paid for every month, and so are logs.',
      '* **Read changes, not pages**: `changes?after=` sends what is new; a page of a hundred messages sends all of it again. Ask for it without `wait` where a few seconds do not matter, or take events from a bus.',
      `* **Remove a \`dev\` that nobody uses** (\`npx cdk destroy\`): ${dev.template.alarms} alarms are paid whether it is used or not.`,
      '* **One dashboard or alarm less** is a line less in `lib/watching`: each says there what it is for. What no alarm looks at needs no metric either.',
    ].join('\n'),
  );
};
