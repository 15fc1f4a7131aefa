/**
 * Calls `write` with 1, 2, 3 … one after the other until it fails. `acknowledged` then gives the numbers that it
 * took; `reached(n)` waits until it has taken n.
 */
export const writeUntilFailure = (write: (n: number) => Promise<unknown>) => {
  const taken: number[] = [];
  const waiting = new Map<number, () => void>();
  const run = async (): Promise<number[]> => {
    try {
      for (let n = 1; ; n++) {
        await write(n);
        taken.push(n);
        waiting.get(n)?.();
      }
    } catch {
      return taken;
    }
  };
  return {
    acknowledged: run(),
    reached: (n: number) => new Promise<void>((resolve) => waiting.set(n, resolve)),
  };
};
