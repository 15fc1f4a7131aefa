/**
 * Works on the items in their order, so many at a time. After a failure none begins any more; it is thrown once all
 * that were under way have ended.
 */
export const inParallel = async <Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  // A worker that fails closes what all of them take from.
  const left = (function* () {
    yield* items;
  })();
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  const workers = Array.from({ length: atOnce }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
};
