import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** CloudWatch's embedded metric format: on AWS these lines become metrics and are seldom read. */
const isMetrics = (line: string): boolean => line.startsWith('{') && line.includes('"_aws":');

/**
 * Writes a function's output to standard error, line by line: standard output belongs to the runner.
 * Metrics are left out unless asked for.
 */
export const forwardOutput = (output: Readable, { metrics }: { readonly metrics: boolean }): void => {
  createInterface(output).on('line', (line) => {
    if (metrics || !isMetrics(line)) process.stderr.write(`${line}\n`);
  });
};
