/** The page's grid, as styles/page.css has it: pixels of a column, of a row, and between two of them. */
const columnPx = 49;
const rowPx = 38;
const gapPx = 8;

const span = (count: number, px: number): number => count * px + (count - 1) * gapPx;

/** What a widget of this size has for its content below its title, in pixels. */
export const contentSize = ({ width, height }: { readonly width: number; readonly height: number }) => ({
  width: span(width, columnPx) - 26,
  height: span(height, rowPx) - 50,
});
