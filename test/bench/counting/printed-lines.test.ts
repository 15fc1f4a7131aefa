import { describe, expect, test } from 'vitest';
import { keepPrintedLines, lengthOf } from '../../../bench/counting/printed-lines.ts';

const metricLine = (values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    _aws: {
      Timestamp: 1_795_261_500_000,
      CloudWatchMetrics: [
        {
          Namespace: 'HaptikRelay',
          Dimensions: [['channel']],
          Metrics: [
            { Name: 'AckMs', Unit: 'Milliseconds' },
            { Name: 'Accepted', Unit: 'Count' },
          ],
        },
      ],
    },
    channel: 'haptik',
    ...values,
  });

describe('lengthOf', () => {
  test.each([
    ['a time', { AckMs: 4, Accepted: 1 }, { AckMs: 12_345.5, Accepted: 1 }],
    ['several times', { AckMs: [4, 5], Accepted: 1 }, { AckMs: [1200, 7], Accepted: 1 }],
  ])('is the same however long %s was', (_, short, long) => {
    const lengths = [short, long].map((values) => lengthOf(metricLine(values)));

    expect(lengths[0]).toBe(lengths[1]);
  });

  test('counts what is no time as it is', () => {
    const lengths = [1, 100].map((Accepted) => lengthOf(metricLine({ AckMs: 100, Accepted })));

    expect(lengths).toEqual([metricLine({ AckMs: 100, Accepted: 1 }).length, (lengths[0] ?? 0) + 2]);
  });

  test('counts another line in bytes', () => {
    const length = lengthOf('{"message":"é"}');

    expect(length).toBe(16);
  });
});

describe('keepPrintedLines', () => {
  test('keeps JSON lines since the last look', () => {
    using lines = keepPrintedLines();
    process.stderr.write('{"a":1}\n');
    process.stderr.write('{"b":2}\n');

    const taken = [lines.take(), lines.take()];

    expect(taken).toEqual([['{"a":1}', '{"b":2}'], []]);
  });

  test('keeps none once it is disposed of', () => {
    const lines = keepPrintedLines();
    lines[Symbol.dispose]();
    process.stderr.write('{"a":1}\n');

    const taken = lines.take();

    expect(taken).toEqual([]);
  });
});
