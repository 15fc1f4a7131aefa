/** The word that stands behind a number: `1 waits`, `2 wait`. */
export const wordFor = (count: number, one: string, many: string): string => (count === 1 ? one : many);
