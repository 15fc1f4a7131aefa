import type { Bucket } from '#functions/shared/domain/ports.ts';
import { quarantineFolder } from '#functions/shared/domain/quarantine.ts';
import { readIfThere } from './read-quarantined.ts';
import { openQuarantined, type QuarantinedSummary, type StrangeSummary } from './summary.ts';

type ReadableBucket = Pick<Bucket, 'get' | 'list'>;

type Summaries = (QuarantinedSummary | StrangeSummary)[];

/** Objects that are read at once: each may hold 8 MB. */
const atOnce = 4;

/** Bytes after which a page is full, so that a call takes seconds and not minutes. */
const fullAfter = 32 * 1024 * 1024;

/** What lies in the first of these objects, and the last that was looked at. What is gone by now is left out. */
const readSummaries = async (bucket: ReadableBucket, keys: readonly string[]) => {
  const summaries: Summaries = [];
  let last: string | undefined;
  let size = 0;
  for (let at = 0; at < keys.length && size < fullAfter; at += atOnce) {
    const some = keys.slice(at, at + atOnce);
    const objects = await Promise.all(
      some.map(async (key) => ({ key, bytes: await readIfThere(bucket, key) })),
    );
    for (const { key, bytes } of objects) {
      if (bytes === undefined) continue;
      summaries.push(openQuarantined(key, bytes).summary);
      size += bytes.length;
    }
    last = some.at(-1);
  }
  return { summaries, last };
};

/**
 * What was set aside, of one channel or (channel by channel) of all, in the order of arrival. A page of large ones holds
 * fewer than `limit`; `next` is there where more may follow, and is the next page's `after`.
 */
export const listQuarantined = async (
  bucket: ReadableBucket,
  channel: string | undefined,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ summaries: Summaries; next: string | undefined }> => {
  const { keys, isLast } = await bucket.list(quarantineFolder(channel), { limit, after });
  const { summaries, last } = await readSummaries(bucket, keys);
  const isWhole = isLast && last === keys.at(-1);
  return { summaries, next: isWhole ? undefined : last };
};
