import * as z from 'zod/mini';
import type { createReplay, Replayed } from '#functions/shared/quarantine/replay.ts';
import { readParams } from '#functions/widget/call.ts';
import type { Html } from '#functions/widget/html/html.ts';
import { box } from '#functions/widget/html/parts.ts';
import { listParam } from '#functions/widget/list-param.ts';
import { quarantineKey } from '#functions/widget/quarantine-key.ts';
import type { Act } from './act.ts';

const schema = z.object({ id: z.string(), list: listParam });

const noticeOf = (replayed: Replayed): Html => {
  const { deliveryId } = replayed;
  switch (replayed.status) {
    case 'accepted':
      return box('good', `The delivery ${deliveryId} is understood now and on its way to the table.`);
    case 'ignored':
      return box('good', `The delivery ${deliveryId} holds nothing to keep: ${replayed.reason}.`);
    case 'quarantined':
      return box('warn', `The delivery ${deliveryId} stays in quarantine: ${replayed.reason}.`);
    default:
      return replayed satisfies never;
  }
};

/** Tries a delivery in quarantine again. */
export const createReplayAct =
  ({ replay }: { replay: ReturnType<typeof createReplay> }): Act =>
  async (call) => {
    const { id, list } = readParams(schema, call.params);
    return { notice: noticeOf(await replay(quarantineKey(id))), next: list ?? { view: 'attention' } };
  };
