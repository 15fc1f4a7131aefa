import { describe, expect, test } from 'vitest';
import { accessLogLine } from '../../../bench/counting/access-log-line.ts';

const answered = { routeKey: 'GET /healthz', status: 200, latencyMs: 1234, integrationMs: 1200, bytes: 40 };

describe('accessLogLine', () => {
  test('fills in what the gateway knows', () => {
    const line = accessLogLine('$context.routeKey $context.status $context.responseLength', answered);

    expect(line).toBe('GET /healthz 200 40');
  });

  test('is as long however long the answer took', () => {
    const lengths = [3, 4000].map(
      (latencyMs) => accessLogLine('$context.responseLatency', { ...answered, latencyMs }).length,
    );

    expect(lengths).toEqual([2, 2]);
  });

  test('has a dash for what there is not', () => {
    const line = accessLogLine('$context.error.responseType,$context.routeKey', {
      ...answered,
      routeKey: undefined,
    });

    expect(line).toBe('-,-');
  });
});
