import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import file from '../../../bench/counts.json' with { type: 'json' };
import { printCost } from '../../../bench/print/print-cost.ts';
import { printSummary } from '../../../bench/print/print-summary.ts';

const root = join(import.meta.dirname, '../../..');
const { counts, countedOn } = file;

/** The line of the document that begins so. */
const lineOf = (document: string, begin: string): string | undefined =>
  document.split('\n').find((line) => line.startsWith(begin));

describe('docs/cost.md', () => {
  test('is what its counts and prices make: else run npm run cost', () => {
    const printed = printCost(counts, countedOn);

    expect(readFileSync(join(root, 'docs/cost.md'), 'utf8')).toBe(printed);
  });
});

describe('README.md', () => {
  test('has the same figures', () => {
    const summary = printSummary(counts);

    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(summary);
  });
});

describe('printCost', () => {
  test('reckons with the counts that it is given', () => {
    const template = { ...counts.stages.prod.template, alarms: 1000, canaryAlarms: 3 };
    const prod = { ...counts.stages.prod, template };

    const printed = printCost({ ...counts, stages: { ...counts.stages, prod } }, countedOn);

    expect(lineOf(printed, '| alarms |')).toContain('| 1,003 metrics, 1 composite | $100.80 |');
  });

  test('says where and when was counted', () => {
    const printed = printCost(counts, { date: '2030-01-02', machine: 'an abacus' });

    expect(printed).toContain('on 2030-01-02 (an abacus)');
  });
});
