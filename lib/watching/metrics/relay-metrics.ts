import type { MetricName } from '#functions/shared/domain/observe.ts';
import type { WatchedMetric } from './watched-metric.ts';

/** Where the functions put what they count, and the access log's filters too. */
export const relayNamespace = 'HaptikRelay';

/** What the functions count of a channel; `all` is about all of them, `unknown` about none that is known. */
export const relayMetric = (name: MetricName, channel: string): WatchedMetric => ({
  namespace: relayNamespace,
  name,
  dimensions: { channel },
  unit: name.endsWith('Ms') ? 'Milliseconds' : 'Count',
});

/** Deliveries by the secret that signed them: `0` is the current one, `1` the one before. */
export const secretUsed = (channel: string, secret: '0' | '1'): WatchedMetric => ({
  namespace: relayNamespace,
  name: 'SecretUsed',
  dimensions: { channel, secret },
  unit: 'Count',
});
