import { dollars } from '../cost/usage.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { money, paragraphs } from './markdown.ts';

export const printFreeTier = ({ stages: { prod } }: CostCounts): string =>
  paragraphs(
    '## What AWS gives for nothing',
    `No figure here counts on it, as an account has it once and others may have used it up. Each month, without end: ten alarm metrics, ten metrics of our own, three dashboards of up to fifty metrics (ours shows ${prod.template.dashboardMetrics}), 5 GB of logs, a million invocations of Lambda with 400,000 GB-seconds, a million requests to SQS and 25 GB in DynamoDB. An account without anything else would pay about ${money(dollars({ alarmMonth: 10, metricMonth: 10 }) + dollars({ queueRequest: 1_000_000 }))} less a month at rest. \`GetMetricData\` is never free.`,
  );
