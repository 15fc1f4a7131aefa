import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { formatCursor } from '#functions/shared/domain/cursor.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { quarantineFolder } from '#functions/shared/domain/quarantine.ts';
import { listQuarantined } from '#functions/shared/quarantine/list-quarantined.ts';
import { readQuarantined } from '#functions/shared/quarantine/read-quarantined.ts';
import type { QuarantinedSummary, StrangeSummary } from '#functions/shared/quarantine/summary.ts';
import { type QuarantinedView, quarantinedView } from './quarantine-view.ts';
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
    const scope = ['quarantine', quarantineFolder(channel)];
    const page = { limit, after: placeOf(scope, cursor) };
    const { summaries, next } = await listQuarantined(bucket, channel, page);
    return {
      quarantined: summaries,
      ...(next !== undefined && { nextCursor: formatCursor(scope, next) }),
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
