import { RetentionDays } from 'aws-cdk-lib/aws-logs';

const allowed = Object.values(RetentionDays)
  .filter((value): value is RetentionDays => typeof value === 'number')
  .filter((value) => value !== RetentionDays.INFINITE);

/** The number of days nearest to `days` that CloudWatch Logs allows; of two as near, the shorter. */
export const logRetention = (days: number): RetentionDays =>
  allowed.reduce((best, value) => (Math.abs(value - days) < Math.abs(best - days) ? value : best));
