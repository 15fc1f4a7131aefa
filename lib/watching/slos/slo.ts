import type { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** What the users may rely on, as a share that is reckoned from metrics over any range of time. */
export type Slo = {
  readonly id: string;
  /** What is promised. */
  readonly title: string;
  /** The least share, in percent. */
  readonly targetPercent: number;
  /** The share attained, in percent. */
  readonly attainment: Metric | MathExpression;
};
