import type { Log, Metrics } from '#functions/shared/domain/observe.ts';

/** Metrics and log lines kept for a test to look at. */
export const createObserved = () => {
  const counts = new Map<string, number>();
  const lines: { level: 'error'; message: string; fields: object; error?: unknown }[] = [];
  const metrics: Metrics = {
    add: (channel, name, value = 1) => {
      const key = `${channel} ${name}`;
      counts.set(key, (counts.get(key) ?? 0) + value);
    },
  };
  const log: Log = {
    error: (message, fields, error) => {
      lines.push({ level: 'error', message, fields, error });
    },
  };
  return { metrics, log, lines, counted: () => Object.fromEntries(counts) };
};
