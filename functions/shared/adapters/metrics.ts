import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { MetricName, Metrics } from '#functions/shared/domain/observe.ts';
import { createInvocationIds } from './invocation-ids.ts';

const unitOf = (name: MetricName) => (name.endsWith('Ms') ? MetricUnit.Milliseconds : MetricUnit.Count);

/** Metrics in CloudWatch's embedded format: log lines, no API call. Namespace from POWERTOOLS_METRICS_NAMESPACE. */
export type FlushableMetrics = Metrics & { flush: () => void };

type Dimensions = { channel: string; secret?: string };

const withDimensions = (dimensions: Dimensions): PowertoolsMetrics => {
  const metrics = new PowertoolsMetrics();
  // The library adds a dimension `service`; the alarms look for `channel` alone.
  metrics.clearDefaultDimensions();
  for (const [name, value] of Object.entries(dimensions)) metrics.addDimension(name, value);
  return metrics;
};

/** At 100 values of a metric the library writes by itself, and forgets the dimensions: we do before. */
const mostValues = 99;

/** One line per set of dimensions and invocation, more where there is much; the invocation's ids are properties of each. */
export const createMetrics = (ids = createInvocationIds()): FlushableMetrics => {
  const lines = new Map<string, { line: PowertoolsMetrics; values: number }>();

  const write = (line: PowertoolsMetrics): void => {
    for (const [name, value] of Object.entries(ids.fields())) line.addMetadata(name, value);
    line.publishStoredMetrics();
  };

  const lineFor = (dimensions: Dimensions): PowertoolsMetrics => {
    const key = JSON.stringify(dimensions);
    const known = lines.get(key);
    if (known !== undefined && known.values < mostValues) {
      known.values += 1;
      return known.line;
    }
    if (known !== undefined) write(known.line);
    const line = withDimensions(dimensions);
    lines.set(key, { line, values: 1 });
    return line;
  };

  return {
    add: (channel, name, value = 1) => {
      lineFor({ channel }).addMetric(name, unitOf(name), value);
    },
    addSecretUsed: (channel, secret) => {
      lineFor({ channel, secret: String(secret) }).addMetric('SecretUsed', MetricUnit.Count, 1);
    },
    flush: () => {
      for (const { line } of lines.values()) write(line);
      lines.clear();
    },
  };
};
