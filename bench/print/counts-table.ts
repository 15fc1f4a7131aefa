import type { Counts } from '../counting/counts.ts';
import { figure, table } from './markdown.ts';

const rowsOf = (counts: Counts): Map<string, number> =>
  new Map(
    Object.entries(counts).flatMap(([by, done]) =>
      Object.entries(done).map(([what, count]): [string, number] => [`${by}: ${what}`, count]),
    ),
  );

/** Counts side by side: who did what, and how often. */
export const countsTable = (title: string, columns: Readonly<Record<string, Counts>>): string => {
  const all = Object.values(columns).map(rowsOf);
  const names = [...new Set(all.flatMap((rows) => [...rows.keys()]))];
  return table(
    [title, ...Object.keys(columns)],
    names
      .filter((name) => all.some((rows) => rows.get(name) !== 0))
      .map((name) => [name, ...all.map((rows) => figure(rows.get(name) ?? 0))]),
  );
};
