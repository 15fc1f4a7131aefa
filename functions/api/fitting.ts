/** Lambda answers up to 6 MB; this leaves room for the rest of the answer. In characters of JSON. */
const largest = 4_000_000;

/** As many of the first items as fit into one answer, at least one. */
export const fitting = <Item>(items: readonly Item[]): Item[] => {
  let size = 0;
  return items.filter((item, index) => {
    size += JSON.stringify(item).length;
    return index === 0 || size <= largest;
  });
};
