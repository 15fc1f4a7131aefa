/** What is kept of many values. */
export type Summary = {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How often each value came, to three significant digits. */
  readonly counts: ReadonlyMap<number, number>;
};

/** Gathers values, in a space that does not grow with their number. */
export type Gatherer = { readonly add: (value: number) => void; readonly summary: () => Summary };

export const createGatherer = (): Gatherer => {
  const counts = new Map<number, number>();
  let [count, sum, minimum, maximum] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    add: (value) => {
      const rounded = Number(value.toPrecision(3));
      counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
      count += 1;
      sum += value;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    },
    summary: () => ({ count, sum, minimum, maximum, counts }),
  };
};

/** Of all of these together; there is at least one. */
export const mergeSummaries = (summaries: readonly Summary[]): Summary => {
  const counts = new Map<number, number>();
  for (const [value, count] of summaries.flatMap((summary) => [...summary.counts]))
    counts.set(value, (counts.get(value) ?? 0) + count);
  return {
    count: summaries.reduce((total, { count }) => total + count, 0),
    sum: summaries.reduce((total, { sum }) => total + sum, 0),
    minimum: Math.min(...summaries.map(({ minimum }) => minimum)),
    maximum: Math.max(...summaries.map(({ maximum }) => maximum)),
    counts,
  };
};
