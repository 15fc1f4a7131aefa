/** Metrics of the namespace `HaptikRelay`, each with the dimension `channel`; those in Ms are milliseconds. */
export type MetricName =
  | 'Accepted'
  | 'Ignored'
  | 'Quarantined'
  | 'BadSignature'
  | 'NotDurable'
  | 'AckMs'
  | 'Stored'
  | 'Duplicate'
  | 'BodyMismatch'
  | 'OutOfOrder'
  | 'StoreLagMs'
  | 'SetAside';

/** Counts for operators. */
export type Metrics = {
  add: (channel: string, name: MetricName, value?: number) => void;
};

/** Ids, outcomes and reasons of ours; never bodies, headers, secrets or anything personal. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  error: (message: string, fields: LogFields, error?: unknown) => void;
};
