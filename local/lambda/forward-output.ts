import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { readEmbeddedMetrics } from '#local/metrics/embedded-format.ts';
import type { RecordMetric } from '#local/metrics/metric.ts';

type ForwardOptions = {
  /** Gets what CloudWatch would read from the output. */
  readonly record: RecordMetric;
  /** Whether lines of metrics are written too: on AWS they are seldom read. */
  readonly showMetrics: boolean;
};

/** Writes a function's output to standard error, line by line: standard output belongs to the runner. */
export const forwardOutput = (output: Readable, { record, showMetrics }: ForwardOptions): void => {
  createInterface(output).on('line', (line) => {
    const metrics = readEmbeddedMetrics(line);
    for (const datum of metrics ?? []) record(datum);
    if (showMetrics || metrics === undefined) process.stderr.write(`${line}\n`);
  });
};
