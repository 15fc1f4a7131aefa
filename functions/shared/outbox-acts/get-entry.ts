import { NotFoundError } from '#functions/shared/domain/errors.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';

/** @throws NotFoundError, StoreUnavailableError */
export const getEntry = async (outbox: Pick<OutboxStore, 'get'>, outboxId: string): Promise<OutboxEntry> => {
  const entry = await outbox.get(outboxId);
  if (entry !== undefined) return entry;
  throw new NotFoundError('There is no command of this id (any more).');
};
