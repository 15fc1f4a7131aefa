import type { Bucket } from '#functions/shared/domain/ports.ts';
import { decodeSetAside, setAsideFolder } from '#functions/shared/domain/set-aside.ts';
import { type EnvelopeDependencies, envelopeLetter } from './envelope-way.ts';
import type { Letter, LetterSource } from './letter.ts';

type Dependencies = EnvelopeDependencies & { bucket: Pick<Bucket, 'get' | 'list' | 'remove'> };

/** Objects that are read at once: a record is smaller than 256 KiB, and a spilled one than half a megabyte. */
const pageSize = 20;

/** Names of objects that are counted, not read: S3 lists as many at once. */
const mostCounted = 1000;

const timeIn = /^dead\/(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_/;

/** When an object was set aside by its name, or else now. */
const timeOf = (key: string, now: number): number => {
  const [, time] = timeIn.exec(key) ?? [];
  return time === undefined ? now : Date.parse(time);
};

/** `undefined`: it is gone by now. */
const open = async (deps: Dependencies, key: string): Promise<Letter | undefined> => {
  const bytes = await deps.bucket.get(key);
  if (bytes === undefined) return undefined;
  const { reason, body } = decodeSetAside(bytes) ?? { reason: 'is nothing that this project set aside' };
  return {
    ...envelopeLetter(deps, body, { name: key, since: timeOf(key, deps.clock()) }),
    reason,
    remove: () => deps.bucket.remove(key),
    // Nobody holds it: two redrives put it back twice, each in order, and the table stores it once.
    giveBack: async () => {},
  };
};

/** In the order of arrival, not of being set aside: what was spilled is named by the former. */
const openAll = async (deps: Dependencies, keys: readonly string[]): Promise<Letter[]> => {
  const letters = await Promise.all(keys.map((key) => open(deps, key)));
  return letters.flatMap((letter) => letter ?? []).toSorted((a, b) => a.since - b.since);
};

/** What was set aside in the bucket, as it could not be handled: queue messages. They go back into the events queue. */
export const createSetAsideSource = (deps: Dependencies): LetterSource => {
  const page = (after?: string) => deps.bucket.list(setAsideFolder, { limit: pageSize, after });
  return {
    count: async () => {
      const { keys, isLast } = await deps.bucket.list(setAsideFolder, { limit: mostCounted });
      return { waiting: keys.length, held: 0, isExact: isLast };
    },
    peek: async () => openAll(deps, (await page()).keys),
    take: async function* () {
      let after: string | undefined;
      do {
        const { keys, isLast } = await page(after);
        yield await openAll(deps, keys);
        after = isLast ? undefined : keys.at(-1);
      } while (after !== undefined);
    },
  };
};
