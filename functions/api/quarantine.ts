import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { formatCursor } from '#functions/shared/domain/cursor.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { quarantineFolder } from '#functions/shared/domain/quarantine.ts';
import {
  type QuarantinedSummary,
  type QuarantinedView,
  quarantinedSummary,
  quarantinedView,
  type StrangeSummary,
} from './quarantine-view.ts';
import { readIfThere, readQuarantined } from './read-quarantined.ts';
import {
  type ApiRequest,
  channelParameter,
  limitUpTo,
  noParameters,
  placeOf,
  quarantinePath,
  readParameters,
} from './request.ts';

type Dependencies = { bucket: Pick<Bucket, 'get' | 'list'>; channels: readonly Channel[] };

type Page = { quarantined: (QuarantinedSummary | StrangeSummary)[]; nextCursor?: string };

/** Objects that are read at once: each may hold 8 MB. */
const atOnce = 4;

/** Bytes after which a page is full, so that a call takes seconds and not minutes. */
const fullAfter = 32 * 1024 * 1024;

/** What lies in the first of these objects, and the last that was looked at. What is gone by now is left out. */
const readSummaries = async (bucket: Dependencies['bucket'], keys: readonly string[]) => {
  const summaries: Page['quarantined'] = [];
  let last: string | undefined;
  let size = 0;
  for (let at = 0; at < keys.length && size < fullAfter; at += atOnce) {
    const some = keys.slice(at, at + atOnce);
    const objects = await Promise.all(
      some.map(async (key) => ({ key, bytes: await readIfThere(bucket, key) })),
    );
    for (const { key, bytes } of objects) {
      if (bytes === undefined) continue;
      summaries.push(quarantinedSummary(key, bytes));
      size += bytes.length;
    }
    last = some.at(-1);
  }
  return { summaries, last };
};

/** `GET /v1/quarantine`: what was set aside, channel by channel, in the order of arrival. */
export const createListQuarantined = ({ bucket, channels }: Dependencies) => {
  const query = z.strictObject({
    // Without it, what came by a channel that is no longer configured is listed too.
    channel: z.optional(channelParameter(channels)),
    limit: limitUpTo(100, 20),
    cursor: z.optional(z.string()),
  });
  return async (request: ApiRequest): Promise<Page> => {
    const { channel, limit, cursor } = readParameters(query, request.query);
    const folder = quarantineFolder(channel);
    const scope = ['quarantine', folder];
    const { keys, isLast } = await bucket.list(folder, { limit, after: placeOf(scope, cursor) });
    const { summaries, last } = await readSummaries(bucket, keys);
    const isWhole = isLast && last === keys.at(-1);
    return {
      quarantined: summaries,
      ...(last !== undefined && !isWhole && { nextCursor: formatCursor(scope, last) }),
    };
  };
};

/** `GET /v1/quarantine/{id}`: one of them, with its headers and its raw body. */
export const createGetQuarantined =
  ({ bucket }: Pick<Dependencies, 'bucket'>) =>
  async (request: ApiRequest): Promise<QuarantinedView> => {
    const { id: key } = readParameters(quarantinePath, request.path);
    readParameters(noParameters, request.query);
    return quarantinedView(key, await readQuarantined(bucket, key));
  };
