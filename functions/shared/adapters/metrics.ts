import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import type { MetricName, Metrics } from '#functions/shared/domain/observe.ts';

const unitOf = (name: MetricName) => (name.endsWith('Ms') ? MetricUnit.Milliseconds : MetricUnit.Count);

/** Metrics in CloudWatch's embedded format: log lines, no API call. Namespace from POWERTOOLS_METRICS_NAMESPACE. */
export type FlushableMetrics = Metrics & { flush: () => void };

const forChannel = (channel: string): PowertoolsMetrics => {
  const metrics = new PowertoolsMetrics();
  // The library adds a dimension `service`; the alarms look for `channel` alone.
  metrics.clearDefaultDimensions();
  metrics.addDimension('channel', channel);
  return metrics;
};

/** One line per channel and invocation. */
export const createMetrics = (): FlushableMetrics => {
  const channels = new Map<string, PowertoolsMetrics>();
  return {
    add: (channel, name, value = 1) => {
      const metrics = channels.get(channel) ?? forChannel(channel);
      channels.set(channel, metrics);
      metrics.addMetric(name, unitOf(name), value);
    },
    flush: () => {
      for (const metrics of channels.values()) metrics.publishStoredMetrics();
      channels.clear();
    },
  };
};

/** Writes the invocation's metrics whatever its end. Hooks return nothing: a value would replace the response. */
export const flushMetrics = (metrics: FlushableMetrics): MiddlewareObj<unknown, unknown> => ({
  after: () => {
    metrics.flush();
  },
  onError: () => {
    metrics.flush();
  },
});
