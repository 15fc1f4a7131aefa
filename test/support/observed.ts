import type { IdName, Log, Metrics } from '#functions/shared/domain/observe.ts';

/** Metrics and log lines kept for a test to look at. */
export const createObserved = () => {
  const counts = new Map<string, number>();
  const lines: { level: 'error'; message: string; fields: object; error?: unknown }[] = [];
  const count = (key: string, value: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + value);
  };
  const metrics: Metrics = {
    add: (channel, name, value = 1) => count(`${channel} ${name}`, value),
    addSecretUsed: (channel, secret) => count(`${channel} SecretUsed ${secret}`, 1),
  };
  const log: Log = {
    error: (message, fields, error) => {
      lines.push({ level: 'error', message, fields, error });
    },
  };
  const ids: [name: IdName, value: string][] = [];
  const about = (name: IdName, value: string): void => {
    ids.push([name, value]);
  };
  return { metrics, log, about, ids, lines, counted: () => Object.fromEntries(counts) };
};
