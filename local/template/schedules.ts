import * as z from 'zod/mini';
import { functionCalled, type LambdaFunction } from './functions.ts';
import type { ListResources } from './resources.ts';

/** A function that is started again and again. */
export type ScheduledRun = {
  /** Name of the rule. */
  readonly name: string;
  readonly target: LambdaFunction;
  readonly intervalMs: number;
};

const unitMs: ReadonlyMap<string, number> = new Map([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
]);

const rate = z.pipe(
  z
    .string()
    .check(z.regex(/^rate\([1-9]\d* (minute|hour|day)s?\)$/, 'only rates run locally, as rate(5 minutes)')),
  z.transform((text) => {
    const [, count, unit = ''] = /^rate\((\d+) ([a-z]+?)s?\)$/.exec(text) ?? [];
    return Number(count) * (unitMs.get(unit) ?? Number.NaN);
  }),
);

const ruleSchema = z.object({
  ScheduleExpression: z.optional(rate),
  EventPattern: z.optional(z.never('events do not run a function locally')),
  State: z._default(z.string(), 'ENABLED'),
  Targets: z._default(
    z.array(
      z.object({
        Arn: z.string(),
        Input: z.optional(z.never('every scheduled run has the same event locally')),
      }),
    ),
    [],
  ),
});

/** What EventBridge's rules run by the clock. */
export const listSchedules = (list: ListResources, functions: readonly LambdaFunction[]): ScheduledRun[] =>
  list('AWS::Events::Rule', ruleSchema)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .flatMap(({ name, properties: { ScheduleExpression: intervalMs, Targets } }) =>
      intervalMs === undefined
        ? []
        : Targets.map(({ Arn }) => ({ name, intervalMs, target: functionCalled(functions, Arn) })),
    );
