import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statisticNamed } from '#local/metrics/statistic.ts';
import { readOptions } from '#local/options.ts';
import { type Relay, startRelay } from '#local/start-relay.ts';
import { deliver, haptikMessage, postWebhook, untilStored } from '#test/support/api-client.ts';

let relay: Relay;

beforeAll(async () => {
  relay = await startRelay(readOptions({ PORT: '0' }));
  await deliver(relay.apiUrl, haptikMessage('measured', 1));
  await postWebhook(relay.apiUrl, haptikMessage('measured', 2), {});
  await untilStored(relay.apiUrl, 'haptik:343:measured', 1);
});

afterAll(() => relay.close());

/** What was told of a metric, as `<unit> <dimension>=<value> …`. */
const told = (namespace: string, name: string): string[] =>
  relay.metrics
    .emitted()
    .filter((metric) => metric.namespace === namespace && metric.name === name)
    .map(({ unit, dimensions }) =>
      [unit, ...Object.entries(dimensions).map(([key, value]) => `${key}=${value}`)].join(' '),
    );

describe('CloudWatch on this machine', () => {
  test.each([
    ['HaptikRelay', 'Accepted', 'Count channel=haptik'],
    ['HaptikRelay', 'AckMs', 'Milliseconds channel=haptik'],
    ['HaptikRelay', 'Stored', 'Count channel=haptik'],
    ['HaptikRelay', 'SecretUsed', 'Count channel=haptik secret=0'],
    ['AWS/ApiGateway', '4xx', expect.stringMatching(/^Count ApiId=\S+$/)],
    ['AWS/ApiGateway', 'Latency', expect.stringMatching(/^Milliseconds ApiId=\S+ Stage=\$default$/)],
    [
      'AWS/Lambda',
      'Errors',
      expect.stringMatching(/^Count FunctionName=haptik-relay-dev-PersistFunction\w+$/),
    ],
  ])('is told %s %s', async (namespace, name, expected) => {
    await expect.poll(() => told(namespace, name), { timeout: 60_000 }).toContainEqual(expected);
  });

  test('counts the refused request, and no error of the API', () => {
    const ApiId = relay.metrics.emitted().find(({ dimensions }) => dimensions.ApiId)?.dimensions.ApiId ?? '';
    const route = { Stage: '$default', Method: 'POST', Resource: '/webhooks/{channel}' };
    const sumOf = (name: string): number | undefined => {
      const points = relay.metrics.read({
        namespace: 'AWS/ApiGateway',
        name,
        dimensions: { ApiId, ...route },
        statistic: statisticNamed('Sum') ?? (() => Number.NaN),
        periodMs: 3_600_000,
        from: 0,
        to: Number.POSITIVE_INFINITY,
      });
      // An hour may have begun meanwhile.
      return points.length === 0 ? undefined : points.reduce((sum, { value }) => sum + value, 0);
    };

    expect(sumOf('4xx')).toBe(1);
    expect(sumOf('5xx')).toBe(0);
  });
});
