import { runInNewContext } from 'node:vm';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createAccessLog } from '#lib/constructs/access-log.ts';
import { accessLogMetric, accessLogPatterns } from '#lib/watching/metrics/access-log-metrics.ts';

const stack = new Stack();
const { format = '' } = createAccessLog(stack, { logRetentionDays: 30 });
const template = Template.fromStack(stack);

/** Whether a line matches, by the rules of filter patterns that are used here. */
const matches = (pattern: string, line: { status: string; routeKey: string }): boolean => {
  const condition = pattern
    .replace(/^\{ (.*) \}$/, '$1')
    .replaceAll(/\$\.(\w+) (!?)= /g, (_, field: string, not: string) => `${field} ${not || '='}== `);
  return Boolean(runInNewContext(condition, line));
};

const webhook = 'POST /webhooks/{channel}';

describe('the metrics of the access log', () => {
  test.each([
    { status: '429', routeKey: webhook, counted: ['Throttled'] },
    { status: '401', routeKey: webhook, counted: [] },
    { status: '503', routeKey: webhook, counted: [] },
    { status: '200', routeKey: webhook, counted: [] },
    { status: '429', routeKey: 'GET /v1/outbox', counted: [] },
    { status: '500', routeKey: 'GET /v1/outbox', counted: ['ApiErrors'] },
    { status: '503', routeKey: 'GET /v1/outbox', counted: ['ApiErrors'] },
    { status: '504', routeKey: 'POST /v1/conversations/{id}/ask', counted: ['ApiErrors'] },
    { status: '501', routeKey: 'POST /v1/conversations/{id}/ask', counted: [] },
    { status: '502', routeKey: 'POST /v1/channels/{channel}/enable', counted: [] },
    { status: '404', routeKey: '-', counted: [] },
  ])('count $status to $routeKey as $counted', ({ counted, ...line }) => {
    const found = Object.entries(accessLogPatterns).flatMap(([name, { logPatternString }]) =>
      matches(logPatternString, line) ? [name] : [],
    );

    expect(found).toEqual(counted);
  });

  test('look at fields that the log has', () => {
    const fields = Object.keys(z.record(z.string(), z.string()).parse(JSON.parse(format)));
    const patterns = Object.values(accessLogPatterns).map(({ logPatternString }) => logPatternString);

    for (const [, field] of patterns.join(' ').matchAll(/\$\.(\w+)/g)) expect(fields).toContain(field);
  });

  test('are told of every line, as none where it does not match', () => {
    for (const name of ['Throttled', 'ApiErrors'] as const) {
      const { namespace, dimensions } = accessLogMetric(name);
      expect(dimensions).toEqual({});
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        FilterPattern: accessLogPatterns[name].logPatternString,
        MetricTransformations: [
          { MetricName: name, MetricNamespace: namespace, MetricValue: '1', DefaultValue: 0 },
        ],
      });
    }
  });
});
