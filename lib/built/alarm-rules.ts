import * as z from 'zod/mini';
import type { Rule } from '#lib/channel-rules.ts';
import { referredId } from './reference.ts';
import { type Built, ofType } from './resources.ts';

const metricSchema = z.object({
  Dimensions: z._default(z.array(z.object({ Name: z.string(), Value: z.unknown() })), []),
});
const alarmSchema = z.extend(metricSchema, {
  Metrics: z._default(z.array(z.object({ MetricStat: z.optional(z.object({ Metric: metricSchema })) })), []),
});

/** The logical ids of the functions that an alarm of the stack looks at. */
const watchedFunctions = ({ stack }: Built): ReadonlySet<string | undefined> => {
  const alarms = ofType(stack, 'AWS::CloudWatch::Alarm', alarmSchema).map(({ properties }) => properties);
  const metrics = alarms.flatMap((alarm) => [
    alarm,
    ...alarm.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []),
  ]);
  const dimensions = metrics.flatMap(({ Dimensions }) => Dimensions);
  return new Set(
    dimensions.filter(({ Name }) => Name === 'FunctionName').map(({ Value }) => referredId(Value)),
  );
};

/** A function that fails unseen would lose or delay messages. */
export const alarmRules = (built: Built): Rule[] => {
  const watched = watchedFunctions(built);
  return ofType(built.own, 'AWS::Lambda::Function', z.unknown()).map(({ path, logicalId }) => [
    !watched.has(logicalId),
    `No alarm looks at ${path}: add one on its metric Errors, or on another that it has under its FunctionName.`,
  ]);
};
