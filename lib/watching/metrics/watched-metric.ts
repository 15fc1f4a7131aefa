import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** A metric as CloudWatch knows it. */
export type WatchedMetric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** What its figures are counted in, and so the thresholds over them. */
  readonly unit: 'Count' | 'Milliseconds' | 'Seconds' | 'Bytes';
};

/** How figures become one for each period. */
export type Statistic = 'Sum' | 'Maximum' | 'p50' | 'p99' | `PR(:${number})`;

/** One line of a graph, or what an alarm looks at. */
export type View = { readonly statistic: Statistic; readonly minutes: number; readonly label?: string };

/**
 * The metric to draw or to watch. Its unit is left out: CloudWatch would drop every figure that a service counts in
 * another one than it documents, without a word.
 */
export const viewOf = (
  { namespace, name, dimensions }: WatchedMetric,
  { statistic, minutes, label }: View,
): Metric =>
  new Metric({
    namespace,
    metricName: name,
    dimensionsMap: { ...dimensions },
    statistic,
    period: Duration.minutes(minutes),
    ...(label !== undefined && { label }),
  });
