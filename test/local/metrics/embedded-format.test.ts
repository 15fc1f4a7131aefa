import { describe, expect, test, vi } from 'vitest';
import { createMetrics } from '#functions/shared/adapters/metrics.ts';
import { readEmbeddedMetrics } from '#local/metrics/embedded-format.ts';

const at = Date.UTC(2026, 10, 21, 10);

const line = (others: object = {}) => ({
  _aws: {
    Timestamp: at,
    CloudWatchMetrics: [
      {
        Namespace: 'HaptikRelay',
        Dimensions: [['channel'], ['channel', 'secret']],
        Metrics: [{ Name: 'Accepted', Unit: 'Count' }, { Name: 'Size' }],
      },
    ],
  },
  channel: 'haptik',
  secret: '0',
  Accepted: 1,
  Size: [2, 3.5],
  deliveryId: 'd-1',
  ...others,
});

const read = (value: object) => readEmbeddedMetrics(JSON.stringify(value));

describe('readEmbeddedMetrics', () => {
  test('every metric is told under every set of dimensions, one value or several', () => {
    const one = { namespace: 'HaptikRelay', name: 'Accepted', unit: 'Count', values: [1], at };
    const several = { namespace: 'HaptikRelay', name: 'Size', unit: 'None', values: [2, 3.5], at };

    expect(read(line())).toEqual([
      { ...one, dimensions: { channel: 'haptik' } },
      { ...several, dimensions: { channel: 'haptik' } },
      { ...one, dimensions: { channel: 'haptik', secret: '0' } },
      { ...several, dimensions: { channel: 'haptik', secret: '0' } },
    ]);
  });

  test('what the functions write is understood', () => {
    let written = '';
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'HaptikRelay');
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
    const metrics = createMetrics();

    metrics.add('haptik', 'AckMs', 12.5);
    metrics.add('haptik', 'AckMs', 7);
    metrics.addSecretUsed('haptik', 1);
    metrics.flush();
    write.mockRestore();
    vi.unstubAllEnvs();

    expect(written.split('\n').flatMap((text) => readEmbeddedMetrics(text) ?? [])).toMatchObject([
      {
        namespace: 'HaptikRelay',
        name: 'AckMs',
        unit: 'Milliseconds',
        dimensions: { channel: 'haptik' },
        values: [12.5, 7],
      },
      {
        name: 'SecretUsed',
        unit: 'Count',
        dimensions: { channel: 'haptik', secret: '1' },
        values: [1],
      },
    ]);
  });

  test.each([
    ['a line of another kind', 'started'],
    ['JSON without metrics', '{"message":"_aws"}'],
    ['JSON that breaks off', '{"_aws":{'],
    ['a metric without its value', JSON.stringify(line({ Size: undefined }))],
    ['a value that is no number', JSON.stringify(line({ Size: '2' }))],
    ['a dimension without its value', JSON.stringify(line({ secret: undefined }))],
    ['a dimension that is no text', JSON.stringify(line({ secret: 0 }))],
    ['metrics without a time', JSON.stringify(line({ _aws: { CloudWatchMetrics: [] } }))],
    ['nothing about metrics', JSON.stringify(line({ _aws: {} }))],
  ])('%s tells nothing', (_, text) => {
    expect(readEmbeddedMetrics(text)).toBeUndefined();
  });
});
