import { timeOf } from '#functions/shared/domain/iso-time.ts';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';
import { decimal } from '#functions/shared/domain/platform-id.ts';

type Logged = Pick<Extract<Verdict, { is: 'done' }>, 'platformId' | 'platformAt'>;

/**
 * The id and time of a logged message. The answer was a list with `id` (2018-10-04), then one with `message_id`, and is
 * an object with `message_id` now. What is not there or not usable is left out.
 */
export const readLoggedMessage = (body: unknown): Logged => {
  const message: unknown = Array.isArray(body) ? body[0] : body;
  if (!isJsonObject(message)) return {};
  return {
    platformId: decimal(message.message_id) ?? decimal(message.id),
    platformAt: timeOf(message.created_at),
  };
};
