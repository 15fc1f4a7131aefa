import type { DataPoint } from '#local/metrics/metric-store.ts';

/** A point of a line, and how high it is drawn: in a stack it stands on those of the lines before. */
export type DrawnPoint = DataPoint & { readonly bottom: number; readonly top: number };

/** Lines that stand on nothing. */
export const sideBySide = (lines: readonly (readonly DataPoint[])[]): DrawnPoint[][] =>
  lines.map((points) => points.map((point) => ({ ...point, bottom: 0, top: point.value })));

/** Puts each line upon those before it. All have a point wherever one has; where it has none of its own, it is 0. */
export const stack = (lines: readonly (readonly DataPoint[])[]): DrawnPoint[][] => {
  const times = [...new Set(lines.flatMap((points) => points.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const tops = new Map<number, number>();
  return lines.map((line) => {
    const values = new Map(line.map(({ at, value }) => [at, value]));
    return times.map((at) => {
      const [value, bottom] = [values.get(at) ?? 0, tops.get(at) ?? 0];
      tops.set(at, bottom + value);
      return { at, value, bottom, top: bottom + value };
    });
  });
};
