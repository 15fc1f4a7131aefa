import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMetrics } from '#functions/shared/adapters/metrics.ts';
import { relayMetric, relayNamespace, secretUsed } from '#lib/watching/metrics/relay-metrics.ts';
import { readEmbeddedMetrics } from '#local/metrics/embedded-format.ts';
import { countedMetrics } from './counted-metrics.ts';

let written: string[] = [];

beforeEach(() => {
  written = [];
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', relayNamespace);
  // Powertools writes metric lines with a console of its own, straight to standard output.
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The metrics in what was written, without their figures. */
const writtenMetrics = () =>
  written
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => readEmbeddedMetrics(line) ?? [])
    .map(({ namespace, name, dimensions, unit }) => ({ namespace, name, dimensions, unit }));

test.each(countedMetrics)('%s is looked at as the functions write it', (name) => {
  const metrics = createMetrics();

  metrics.add('haptik', name);
  metrics.flush();

  expect(writtenMetrics()).toEqual([relayMetric(name, 'haptik')]);
});

test('SecretUsed is looked at as ingest writes it', () => {
  const metrics = createMetrics();

  metrics.addSecretUsed('haptik', 1);
  metrics.flush();

  expect(writtenMetrics()).toEqual([secretUsed('haptik', '1')]);
});
