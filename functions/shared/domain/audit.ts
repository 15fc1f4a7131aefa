/** What somebody had done by hand, or `watch` did by itself. */
export type AuditAction = 'retry' | 'replay' | 'redrive' | 'enable';

/** Through which door it was asked for. Who came through it is CloudTrail's to tell. */
export type AuditDoor = 'api' | 'widget' | 'watch' | 'operator';

/** `what` names what was acted upon (ids, counts), never anything personal. `at` is in epoch milliseconds. */
export type AuditEntry = {
  at: number;
  action: AuditAction;
  door: AuditDoor;
  channel?: string | undefined;
  what: string;
};

/**
 * Notes acts, each before it is begun: what cannot be noted is not done. Every call may throw StoreUnavailableError.
 */
export type Audit = {
  note: (entry: Omit<AuditEntry, 'at' | 'door'>) => Promise<void>;
  /** What was noted on the day of this time (UTC), oldest first, up to `limit`. */
  onDay: (at: number, limit: number) => Promise<readonly AuditEntry[]>;
};
