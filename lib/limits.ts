/** Size and deadline of a function. */
export type FunctionLimits = {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
};

/** How long a queue lends a message out, how often before it is a dead letter, and how long it keeps either. */
export type QueueLimits = {
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
  readonly retentionDays: number;
};

/** The figures that depend on one another; `checkConfiguration` holds them together. */
export type Limits = {
  readonly ingest: FunctionLimits;
  readonly persist: FunctionLimits;
  readonly send: FunctionLimits;
  readonly api: FunctionLimits;
  readonly watch: FunctionLimits;
  /** Above the time that `watch` may run, so that there is one at a time. */
  readonly watchEveryMinutes: number;
  readonly events: QueueLimits;
  readonly outbox: QueueLimits;
};

// Lambda gives CPU by memory: these functions need less than 128 MB, but start and answer sooner with 512.
export const limits: Limits = {
  ingest: { memoryMb: 512, timeoutSeconds: 4 },
  persist: { memoryMb: 512, timeoutSeconds: 10 },
  send: { memoryMb: 512, timeoutSeconds: 60 },
  api: { memoryMb: 512, timeoutSeconds: 29 },
  watch: { memoryMb: 512, timeoutSeconds: 50 },
  watchEveryMinutes: 1,
  events: { visibilitySeconds: 60, maxReceiveCount: 750, retentionDays: 14 },
  // `send` shortens or lengthens the visibility of what waits; commands are given up by their age, never by receives.
  outbox: { visibilitySeconds: 360, maxReceiveCount: 1000, retentionDays: 14 },
};
