import * as z from 'zod/mini';
import { checkConfirmed } from '#functions/shared/redrive/plan.ts';
import type { createRedrive, Redriven } from '#functions/shared/redrive/redrive.ts';
import { readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import type { Html } from '#functions/widget/html/html.ts';
import { box } from '#functions/widget/html/parts.ts';
import { wordFor } from '#functions/widget/html/word-for.ts';
import type { Act } from './act.ts';
import { day, limitParams, sourceParam } from './limits.ts';

type Dependencies = Pick<WidgetDependencies, 'clock'> & { redrive: ReturnType<typeof createRedrive> };

const schema = z.object({ source: sourceParam, ...limitParams, at: z.number(), seal: z.string() });

const tail = 'behind others, or had no place any more';

/** What became of one, and of several where that reads otherwise. */
const words: readonly (readonly [Exclude<keyof Redriven, 'mayBeMore'>, one: string, many?: string])[] = [
  ['putBack', 'went back'],
  ['done', 'was done already', 'were done already'],
  ['failed', 'could not be moved now'],
  ['behind', `stays ${tail}`, `stay ${tail}`],
  ['tooOld', 'is too old', 'are too old'],
  ['unusable', 'cannot go back'],
];

const noticeOf = (redriven: Redriven): Html => {
  const told = words.flatMap(([name, one, many = one]) => {
    const count = redriven[name];
    return count === 0 ? [] : [`${count} ${wordFor(count, one, many)}`];
  });
  const sentence = told.length === 0 ? 'There was nothing to put back' : told.join(', ');
  const more = redriven.mayBeMore ? ' It ended at its limits: plan it again for the rest.' : '';
  return box(redriven.failed > 0 ? 'warn' : 'good', `${sentence}.${more}`);
};

/** Puts letters back, as the plan said that was shown. */
export const createRedriveAct =
  ({ redrive, clock }: Dependencies): Act =>
  async (call, { until }) => {
    const { source, count, days, at, seal } = readParams(schema, call.params);
    const limits = { count, maxAgeMs: days * day };
    checkConfirmed({ source, limits, at, seal }, clock());
    const notice = noticeOf(await redrive(source, limits, until));
    return { notice, next: { view: 'redrive', source, count, days } };
  };
