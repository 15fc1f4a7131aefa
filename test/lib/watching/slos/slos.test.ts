import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, test } from 'vitest';
import { slos } from '#lib/watching/slos/slos.ts';
import { sampleWatched } from '../sample-watched.ts';

const promised = slos(sampleWatched(new Stack()));
const [availability] = promised;

/** What the expression makes of these sums, as CloudWatch would reckon. */
const reckon = (sums: Readonly<Record<string, number>>): number => {
  if (!(availability?.attainment instanceof MathExpression)) throw new Error('The first is an expression.');
  const { expression, usingMetrics } = availability.attainment;
  expect(Object.keys(usingMetrics).toSorted()).toEqual(Object.keys(sums).toSorted());
  return Number(runInNewContext(expression, { ...sums, FILL: (value: number) => value }));
};

describe('the objectives', () => {
  test('are these', () => {
    expect(promised.map(({ id, targetPercent }) => [id, targetPercent])).toEqual([
      ['Availability', 99.95],
      ['Ack', 99],
      ['Stored-one', 99.9],
      ['Stored-two', 99.9],
    ]);
  });

  test.each([
    { title: 'all is well', requests: 1000, failed: 0, refused: 0, throttled: 0, percent: 100 },
    { title: 'one of a thousand fails', requests: 1000, failed: 1, refused: 0, throttled: 0, percent: 99.9 },
    {
      title: 'forged requests flood in',
      requests: 2000,
      failed: 1,
      refused: 1000,
      throttled: 0,
      percent: 99.9,
    },
    { title: 'some are throttled', requests: 1000, failed: 0, refused: 10, throttled: 10, percent: 99 },
    { title: 'all fail', requests: 7, failed: 7, refused: 0, throttled: 0, percent: 0 },
  ])('availability is $percent when $title', ({ requests, failed, refused, throttled, percent }) => {
    expect(reckon({ requests, failed, refused, throttled })).toBeCloseTo(percent, 10);
  });

  test('are told in docs/slo.md with the same targets', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../docs/slo.md'), 'utf8');

    for (const target of new Set(promised.map(({ targetPercent }) => targetPercent)))
      expect(text).toContain(`| ${target} %`);
  });
});
