/** What CloudWatch knows a series of values by. */
export type Metric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** Values of a metric at a time. */
export type MetricDatum = Metric & {
  /** As CloudWatch writes it: `Count`, `Milliseconds`; `None` where it has none. */
  readonly unit: string;
  readonly values: readonly number[];
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** Takes in values that something emits. */
export type RecordMetric = (datum: MetricDatum) => void;
