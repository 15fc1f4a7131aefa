import type { Bucket } from '#functions/shared/domain/ports.ts';

const inOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** A bucket in memory; its contract test runs against S3 too. `keys` lists everything in it. */
export const createMemoryBucket = (): Bucket & { keys: () => string[] } => {
  const objects = new Map<string, Uint8Array>();
  const keys = (): string[] => [...objects.keys()].toSorted(inOrder);
  return {
    put: async (key, body) => {
      objects.set(key, Uint8Array.from(typeof body === 'string' ? Buffer.from(body) : body));
    },
    get: async (key) => objects.get(key)?.slice(),
    list: async (prefix, { limit, after }) => {
      const isBehind = (key: string): boolean => after === undefined || inOrder(key, after) > 0;
      const left = keys().filter((key) => key.startsWith(prefix) && isBehind(key));
      return { keys: left.slice(0, limit), isLast: left.length <= limit };
    },
    remove: async (key) => {
      objects.delete(key);
    },
    keys,
  };
};
