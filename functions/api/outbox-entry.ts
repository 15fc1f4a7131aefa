import * as z from 'zod/mini';
import { parseOutboxId } from '#functions/shared/domain/outbox/entry.ts';
import { type ApiRequest, noParameters, readParameters } from './request.ts';

const rule = 'must be an outboxId as a call answered it: <channel>:<user>:<ULID>';

const outboxPath = z.object({
  outboxId: z.string().check(z.refine((id) => parseOutboxId(id) !== undefined, rule)),
});

/** The command that a request names by its path. */
export const readOutboxId = ({ path, query }: ApiRequest): string => {
  const { outboxId } = readParameters(outboxPath, path);
  readParameters(noParameters, query);
  return outboxId;
};
