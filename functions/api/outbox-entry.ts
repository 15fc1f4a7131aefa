import * as z from 'zod/mini';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import { type OutboxEntry, parseOutboxId } from '#functions/shared/domain/outbox/entry.ts';
import type { OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
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

/** @throws NotFoundError, StoreUnavailableError */
export const getEntry = async (outbox: Pick<OutboxStore, 'get'>, outboxId: string): Promise<OutboxEntry> => {
  const entry = await outbox.get(outboxId);
  if (entry !== undefined) return entry;
  throw new NotFoundError('There is no command of this id (any more).');
};
