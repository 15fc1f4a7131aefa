/**
 * How often what was done, and by whom: a function by its service name, `API Gateway`, `poller` (Lambda, which receives
 * what the queues hold and deletes what was dealt with) or `logs`. Calls of AWS are named like `sqs:SendMessage`.
 */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Sorted, so that the same counts are the same text. */
export const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)));

const mapCounts = (counts: Counts, change: (count: number) => number): Counts =>
  Object.fromEntries(
    Object.entries(counts).map(([by, done]) => [
      by,
      Object.fromEntries(Object.entries(done).map(([what, count]) => [what, change(count)])),
    ]),
  );

/** All of these together. */
export const plus = (...all: readonly Counts[]): Counts => {
  const sum: Record<string, Record<string, number>> = {};
  for (const [by, done] of all.flatMap((counts) => Object.entries(counts))) {
    const row = sum[by] ?? {};
    for (const [what, count] of Object.entries(done)) row[what] = (row[what] ?? 0) + count;
    sum[by] = sorted(row);
  }
  return sorted(sum);
};

/** One of so many, where these are for all. */
export const each = (counts: Counts, many: number): Counts =>
  // Halves and tenths as they are written, whatever floating point makes of their sums.
  mapCounts(counts, (count) => Math.round((count / many) * 1e6) / 1e6);
