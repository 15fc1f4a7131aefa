import { ulid } from 'ulid';
import * as z from 'zod/mini';
import type { createRetryCommand } from '#functions/shared/outbox-acts/retry-command.ts';
import { readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import { box } from '#functions/widget/html/parts.ts';
import type { Act } from './act.ts';

type Dependencies = Pick<WidgetDependencies, 'clock'> & { retry: ReturnType<typeof createRetryCommand> };

const schema = z.object({ outboxId: z.string() });

/** Sends a command again, as a new one. */
export const createRetryAct =
  ({ retry, clock }: Dependencies): Act =>
  async (call, { requestId }) => {
    const { outboxId } = readParams(schema, call.params);
    const fresh = await retry(outboxId, { id: requestId, seed: ulid(clock()) });
    return {
      notice: box('good', `It stands at the end of its user’s line again, as ${fresh.outboxId}.`),
      next: { view: 'outbox' },
    };
  };
