import * as z from 'zod/mini';
import { InvalidRequestError, NotFoundError, RelayError } from '#functions/shared/domain/errors.ts';
import type { createReplay, Replayed } from '#functions/shared/quarantine/replay.ts';
import { readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import type { Html } from '#functions/widget/html/html.ts';
import { box } from '#functions/widget/html/parts.ts';
import { wordFor } from '#functions/widget/html/word-for.ts';
import { listParam } from '#functions/widget/list-param.ts';
import { quarantineKey } from '#functions/widget/quarantine-key.ts';
import type { Act } from './act.ts';

type Dependencies = Pick<WidgetDependencies, 'clock' | 'log'> & { replay: ReturnType<typeof createReplay> };

const mostIds = 100;
const idsRule = `must be 1 to ${mostIds} ids`;

const schema = z.object({
  ids: z.array(z.string(), idsRule).check(z.minLength(1, idsRule), z.maxLength(mostIds, idsRule)),
  /** Whether others than these are in quarantine. */
  more: z.boolean(),
  list: listParam,
});

type Outcome = Replayed['status'] | 'gone' | 'failed' | 'not tried';

/** What became of one, and of several where that reads otherwise. */
const words: readonly (readonly [Outcome, one: string, many?: string])[] = [
  [
    'accepted',
    'is understood now and on its way to the table',
    'are understood now and on their way to the table',
  ],
  ['ignored', 'holds nothing to keep', 'hold nothing to keep'],
  ['quarantined', 'stays in quarantine', 'stay in quarantine'],
  ['gone', 'was gone already', 'were gone already'],
  ['failed', 'could not be tried now: the log of widget says why'],
  ['not tried', 'was not tried: the time was over', 'were not tried: the time was over'],
];

const noticeOf = (outcomes: readonly Outcome[], more: boolean): Html => {
  const told = words.flatMap(([outcome, one, many = one]) => {
    const count = outcomes.filter((each) => each === outcome).length;
    return count === 0 ? [] : [`${count} ${wordFor(count, one, many)}.`];
  });
  const isClean = outcomes.every((outcome) => ['accepted', 'ignored', 'gone'].includes(outcome));
  return box(isClean ? 'good' : 'warn', [...told, more ? 'More are left.' : ''].join(' '));
};

/** Tries deliveries in quarantine again, one after the other in their order, each as if it were the only one. */
export const createReplayAllAct = ({ replay, clock, log }: Dependencies): Act => {
  const tryOne = async (id: string): Promise<Outcome> => {
    try {
      return (await replay(quarantineKey(id))).status;
    } catch (error) {
      if (error instanceof NotFoundError) return 'gone';
      // By a channel that is no longer configured, say.
      if (error instanceof InvalidRequestError) return 'quarantined';
      const fields = error instanceof RelayError ? { code: error.code } : {};
      log.error('A delivery in quarantine could not be replayed.', fields, error);
      return 'failed';
    }
  };

  return async (call, { until }) => {
    const { ids, more, list } = readParams(schema, call.params);
    const outcomes: Outcome[] = [];
    for (const id of ids) outcomes.push(clock() < until ? await tryOne(id) : 'not tried');
    return { notice: noticeOf(outcomes, more), next: list ?? { view: 'attention' } };
  };
};
