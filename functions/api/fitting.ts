/** Lambda answers up to 6 MB; this leaves room for the rest of the answer. In bytes. */
const largest = 5_500_000;

/** What an item takes of an answer: its JSON stands in a JSON text, so it is escaped once more. */
const sizeOf = (view: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(view)));

/** Whether a view fits into one answer. */
export const fits = (view: unknown): boolean => sizeOf(view) <= largest;

/** Views of as many of the first items as fit into one answer, at least one; no more of them are made. */
export const fittingViews = async <Item, View>(
  items: readonly Item[],
  toView: (item: Item) => Promise<View>,
): Promise<View[]> => {
  const views: View[] = [];
  let size = 0;
  for (const item of items) {
    const view = await toView(item);
    size += sizeOf(view);
    if (views.length > 0 && size > largest) break;
    views.push(view);
  }
  return views;
};
