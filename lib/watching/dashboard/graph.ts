import { Color, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { type Statistic, viewOf, type WatchedMetric } from '#lib/watching/metrics/watched-metric.ts';

/** A line of a graph; the dashboard fits its period to the range that is shown. */
export const line = (metric: WatchedMetric, statistic: Statistic, label: string): IMetric =>
  viewOf(metric, { statistic, minutes: 1, label });

type Graph = {
  readonly title: string;
  readonly left: IMetric[];
  /** For figures of another kind. */
  readonly right?: IMetric[];
  /** Of the 24 columns. */
  readonly width: number;
  readonly stacked?: boolean;
  /** Where an alarm rings. */
  readonly alarmAt?: number;
};

export const graph = ({ title, left, right = [], width, stacked = false, alarmAt }: Graph): GraphWidget =>
  new GraphWidget({
    title,
    left,
    right,
    width,
    height: 6,
    stacked,
    leftYAxis: { min: 0, showUnits: false },
    rightYAxis: { min: 0, showUnits: false },
    leftAnnotations: alarmAt === undefined ? [] : [{ value: alarmAt, label: 'alarm', color: Color.RED }],
  });
