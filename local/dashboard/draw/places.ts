import type { Widget } from '#local/dashboard/body/widget.ts';

const rules = (name: string, values: Iterable<number>, rule: (value: number) => string): string =>
  [...new Set(values)].map((value) => `.${name}${value} { ${rule(value)} }\n`).join('');

/** The style sheet that puts widgets in their places: the page's policy allows no styles in its HTML. */
export const drawPlaces = (widgets: readonly Widget[]): string =>
  [
    rules(
      'x',
      widgets.map(({ x }) => x),
      (x) => `grid-column-start: ${x + 1};`,
    ),
    rules(
      'w',
      widgets.map(({ width }) => width),
      (width) => `grid-column-end: span ${width};`,
    ),
    rules(
      'y',
      widgets.map(({ y }) => y),
      (y) => `grid-row-start: ${y + 1};`,
    ),
    rules(
      'h',
      widgets.map(({ height }) => height),
      (height) => `grid-row-end: span ${height};`,
    ),
  ].join('');
