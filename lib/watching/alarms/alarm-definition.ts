import type { Statistic, WatchedMetric } from '#lib/watching/metrics/watched-metric.ts';

/** Pages of docs/runbooks. */
export type Runbook =
  | 'ack-slow'
  | 'api'
  | 'bad-signature'
  | 'breaker'
  | 'dead-letters'
  | 'failed-sends'
  | 'intake'
  | 'limits'
  | 'probe'
  | 'quarantine'
  | 'sending-late'
  | 'set-aside'
  | 'spill'
  | 'storing-late'
  | 'table'
  | 'watch'
  | 'webhook-errors'
  | 'webhook-silent'
  | 'widget';

/** An alarm, as data: what it looks at, when it rings, and what it tells people. */
export type AlarmDefinition = {
  /** The alarm's name behind the relay's. Ends in the channel, queue or index that it is about, if it is about one. */
  readonly id: string;
  readonly metric: WatchedMetric;
  readonly statistic: Statistic;
  /** In the metric's unit. */
  readonly rings: { readonly atLeast: number } | { readonly below: number };
  /** Length of a period; 5 unless said otherwise. */
  readonly minutes?: number;
  /** In so many of the last periods; in the last one unless said otherwise. */
  readonly in?: { readonly periods: number; readonly of: number };
  /**
   * What a period without figures counts as. Most are counted only when something happens, so none mean that all is
   * well; each alarm for which that is not so says why.
   */
  readonly missing?: 'breaching' | 'ignore';
  /** What breaks for the users, and what it is about. ASCII. */
  readonly description: string;
  readonly runbook: Runbook;
  /** Deliveries are not taken, or not stored: told by the one alarm `IntakeUnhealthy`, not by this one itself. */
  readonly isIntake?: boolean;
};
