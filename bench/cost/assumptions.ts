/** What cannot be counted on a developer's machine. docs/cost.md states each. */
export const assumptions = {
  /**
   * How long a warm invocation lasts, in milliseconds: those of send and watch wait for others most of the time. What a
   * cold start adds is left out.
   */
  milliseconds: { ingest: 10, persist: 20, api: 15, send: 300, watch: 500 },
  /** How long a caller of the change feed waits at most. */
  waitSeconds: 20,
  /** Headers of an answer, in bytes. */
  headerBytes: 250,
  /** How many connections Lambda polls a queue with, and how long each waits for a message, in seconds. */
  pollers: 5,
  pollSeconds: 20,
  /** Metrics that API Gateway tells of a route. */
  routeMetrics: 6,
  hoursPerMonth: 730,
  /** How long a process keeps a secret. */
  secretMinutes: 5,
  /** What DynamoDB adds to each item, in bytes, and to that of an index. */
  itemBytes: 100,
  /** Keys of an event in the index by seq, in bytes. */
  indexKeyBytes: 80,
} as const;
