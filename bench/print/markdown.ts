type Row = readonly (string | number)[];

const line = (cells: Row): string => `| ${cells.join(' | ')} |`;

const isFigure = (cell: string | number): boolean => /^[\d$<*]|^$/.test(String(cell));

/** A table; columns of figures stand on the right. */
export const table = (head: Row, rows: readonly Row[]): string => {
  const rules = head.map((_, column) => (rows.every((row) => isFigure(row[column] ?? '')) ? '---:' : '---'));
  return [line(head), line(rules), ...rows.map(line)].join('\n');
};

/** Dollars with cents; less than half a cent as what it is. */
export const money = (dollars: number): string => {
  if (dollars === 0) return '0';
  return Math.abs(dollars) < 0.005 ? '< $0.01' : `$${dollars.toFixed(2)}`;
};

/** A count, with three digits behind the point at most. */
export const figure = (count: number): string =>
  count.toLocaleString('en-US', { maximumFractionDigits: count < 100 ? 3 : 0 });

export const paragraphs = (...parts: readonly string[]): string => parts.join('\n\n');
