import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { accessLogMetric } from '#lib/watching/metrics/access-log-metrics.ts';
import { claimedConcurrency, functionMetric } from '#lib/watching/metrics/aws-metrics.ts';
import type { Watched } from '#lib/watching/watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { habitsOf } from './platform-habits.ts';

type Told = Pick<AlarmDefinition, 'description' | 'runbook'>;

const errors = (name: 'Api' | 'Watch' | 'Widget', of: IFunction, told: Told): AlarmDefinition => ({
  id: `${name}Errors`,
  metric: functionMetric('Errors', of),
  statistic: 'Sum',
  rings: { atLeast: 3 },
  ...told,
});

const ofWatch = ({ functions: { watch } }: Watched): AlarmDefinition[] => [
  {
    id: 'WatchSilent',
    metric: functionMetric('Invocations', watch),
    statistic: 'Sum',
    rings: { below: 1 },
    in: { periods: 2, of: 2 },
    // A function that is not started has no figures, which is what this is about.
    missing: 'breaching',
    description:
      'watch has not run for ten minutes and longer: what the queue refused stays in the bucket, forgotten sends stay forgotten, and neither probes nor the fuse are looked at, so their alarms are silent.',
    runbook: 'watch',
  },
  errors('Watch', watch, {
    description:
      'A duty of watch fails again and again: putting back what the queue refused, waking forgotten sends, ending files that never came, or probing the webhooks.',
    runbook: 'watch',
  }),
];

const ofApi = ({ functions: { api } }: Watched): AlarmDefinition[] => [
  {
    id: 'ApiFailing',
    metric: accessLogMetric('ApiErrors'),
    statistic: 'Sum',
    rings: { atLeast: 3 },
    description:
      'The API for your own backend answers 500, 503 or 504: it cannot read conversations or send. Deliveries are not touched by it.',
    runbook: 'api',
  },
  errors('Api', api, {
    description:
      'The function behind the API for your own backend breaks off or takes longer than it may: calls are answered 5xx, and those that send may have been accepted all the same.',
    runbook: 'api',
  }),
];

const concurrency = ({ settings: { accountConcurrency, channels } }: Watched): AlarmDefinition => ({
  id: 'Concurrency',
  metric: claimedConcurrency,
  statistic: 'Maximum',
  rings: { atLeast: 0.8 * accountConcurrency },
  minutes: 1,
  in: { periods: 3, of: 5 },
  description: `The functions of this account and region, those of other systems too, hold four fifths of the ${accountConcurrency} that may run at once. At the limit deliveries are answered 5xx. ${habitsOf(channels, 'failed')}`,
  runbook: 'limits',
});

/** What is watched beside the ways in and out: those who look after them, the API, and the account's limit. */
export const runningAlarms = (watched: Watched): AlarmDefinition[] => [
  ...ofWatch(watched),
  ...ofApi(watched),
  errors('Widget', watched.functions.widget, {
    description:
      'The function behind the tables of the dashboard breaks off: operators cannot see conversations and what needs attention there. Users notice nothing.',
    runbook: 'widget',
  }),
  concurrency(watched),
];
