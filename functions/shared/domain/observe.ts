/** Metrics of the namespace `HaptikRelay`, each with the dimension `channel`; those in Ms are milliseconds. */
export type MetricName =
  /** Answered so: durable in the queue, or else in the bucket; the latter are in `Spilled` too. */
  | 'Accepted'
  | 'Spilled'
  /** Spilled before, and now in the queue. */
  | 'Swept'
  | 'Ignored'
  | 'Quarantined'
  | 'BadSignature'
  /** Sent to a name that no channel has. */
  | 'UnknownChannel'
  | 'NotDurable'
  | 'AckMs'
  | 'Stored'
  | 'Duplicate'
  | 'BodyMismatch'
  | 'OutOfOrder'
  | 'StoreLagMs'
  /** Calls of the platform that were begun for a command, and those after which it waits for another. */
  | 'SendAttempt'
  | 'SendRetry'
  /** How commands end. */
  | 'Sent'
  | 'SendFailed'
  | 'Unconfirmed'
  /** From the begin of an attempt to what became of it. */
  | 'SendMs'
  /** For how many minutes the oldest command has waited that is neither sent nor given up. */
  | 'SendAgeMinutes'
  /** The platform is not called any more but to see whether it is back: when that began, and in each run of `watch`. */
  | 'BreakerOpen'
  | 'SetAside'
  /** From posting a probe to the public URL until it was noted in the table; or it did not come so far. */
  | 'ProbeMs'
  | 'ProbeFailed'
  /** Minutes since the first delivery that was not answered 2xx, while none was since; 0: all is well. */
  | 'FuseMinutes'
  /** The platform was asked to switch the webhook on again. */
  | 'WebhookReenabled'
  /** Objects that wait under `spill/` after a run of `watch`, and since how many minutes the oldest does. */
  | 'SpillWaiting'
  | 'SpillMinutes';

/** What stands in the place of a channel where a metric is about all of them; no channel is called so. */
export const allChannels = 'all';

/** The same where nobody can tell the channel. */
export const unknownChannel = 'unknown';

/** Counts for operators. */
export type Metrics = {
  add: (channel: string, name: MetricName, value?: number) => void;
  /** Adds to `SecretUsed`, which has the dimension `secret` too: 0 is the current one, 1 the one before. */
  addSecretUsed: (channel: string, secret: number) => void;
};

/** What an invocation can be about. A delivery has one id from the request through the queue to its items. */
export type IdName = 'deliveryId' | 'requestId' | 'outboxId';

/** Ids, outcomes and reasons of ours; never bodies, headers, secrets or anything personal. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  error: (message: string, fields: LogFields, error?: unknown) => void;
};
