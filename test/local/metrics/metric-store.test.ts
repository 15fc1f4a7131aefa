import { describe, expect, test } from 'vitest';
import { createMetricStore } from '#local/metrics/metric-store.ts';
import type { Summary } from '#local/metrics/summary.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Ten o'clock. */
const ten = Date.UTC(2026, 10, 21, 10);

const stored = { namespace: 'HaptikRelay', name: 'Stored', dimensions: { channel: 'haptik' } };
const datum = { ...stored, unit: 'Count' };
const sum = ({ sum: total }: Summary): number => total;
const query = { ...stored, statistic: sum, periodMs: minute, from: ten, to: ten + hour };

describe('createMetricStore', () => {
  test('values of one minute come together, each minute by itself and the oldest first', () => {
    const store = createMetricStore();

    store.record({ ...datum, values: [4], at: ten + 3 * minute });
    store.record({ ...datum, values: [1, 2], at: ten });
    store.record({ ...datum, values: [3], at: ten + minute - 1 });

    expect(store.read(query)).toEqual([
      { at: ten, value: 6 },
      { at: ten + 3 * minute, value: 4 },
    ]);
  });

  test('longer periods begin at their multiples', () => {
    const store = createMetricStore();

    for (const at of [1, 4, 5, 11]) store.record({ ...datum, values: [at], at: ten + at * minute });

    expect(store.read({ ...query, periodMs: 5 * minute })).toEqual([
      { at: ten, value: 5 },
      { at: ten + 5 * minute, value: 5 },
      { at: ten + 10 * minute, value: 11 },
    ]);
  });

  test('a time span holds the whole period of its begin, and nothing from its end on', () => {
    const store = createMetricStore();
    for (const at of [0, 1, 2, 3]) store.record({ ...datum, values: [at], at: ten + at * minute });

    const points = store.read({ ...query, from: ten + 1.5 * minute, to: ten + 3 * minute });

    expect(points.map(({ value }) => value)).toEqual([1, 2]);
  });

  test('a metric is its namespace, its name and all of its dimensions, in any order', () => {
    const store = createMetricStore();
    const two = { channel: 'haptik', secret: '0' };

    store.record({ ...datum, dimensions: two, values: [1], at: ten });

    expect(store.read({ ...query, dimensions: { secret: '0', channel: 'haptik' } })).toHaveLength(1);
    for (const other of [
      query,
      { ...query, dimensions: { ...two, secret: '1' } },
      { ...query, dimensions: { ...two, more: '' } },
      { ...query, dimensions: two, namespace: 'Other' },
      { ...query, dimensions: two, name: 'Other' },
    ])
      expect(store.read(other)).toEqual([]);
  });

  test('values of several units come together unless one is asked for', () => {
    const store = createMetricStore();
    store.record({ ...datum, values: [1], at: ten });
    store.record({ ...datum, unit: 'None', values: [2], at: ten });

    expect(store.read(query)).toEqual([{ at: ten, value: 3 }]);
    expect(store.read({ ...query, unit: 'None' })).toEqual([{ at: ten, value: 2 }]);
    expect(store.read({ ...query, unit: 'Bytes' })).toEqual([]);
  });

  test('what is older than three hours is forgotten, but not that it was emitted', () => {
    const store = createMetricStore();
    store.record({ ...datum, values: [1], at: ten });
    store.record({ ...datum, values: [2], at: ten + minute });

    store.record({ ...datum, name: 'Other', values: [3], at: ten + minute + 3 * hour });

    expect(store.read({ ...query, to: ten + 4 * hour })).toEqual([{ at: ten + minute, value: 2 }]);
    expect(store.emitted()).toEqual([
      { ...stored, unit: 'Count' },
      { ...stored, name: 'Other', unit: 'Count' },
    ]);
  });

  test('each metric and unit that was emitted is told once', () => {
    const store = createMetricStore();

    for (const unit of ['Count', 'None', 'Count']) store.record({ ...datum, unit, values: [1], at: ten });

    expect(store.emitted()).toEqual([
      { ...stored, unit: 'Count' },
      { ...stored, unit: 'None' },
    ]);
  });
});
