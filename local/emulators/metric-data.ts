import * as z from 'zod/mini';
import type { MetricStore } from '#local/metrics/metric-store.ts';
import { statisticNamed } from '#local/metrics/statistic.ts';

const milliseconds = z.pipe(
  z.number(),
  z.transform((seconds) => seconds * 1000),
);

const statSchema = z.object({
  Metric: z.object({
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z._default(z.array(z.object({ Name: z.string(), Value: z.string() })), []),
  }),
  Period: z
    .int()
    .check(z.positive(), z.multipleOf(60, 'must be whole minutes: of less nothing is kept locally')),
  Stat: z.string(),
  Unit: z.optional(z.string()),
});

const querySchema = z.object({
  Id: z.string(),
  Label: z.optional(z.string()),
  ReturnData: z._default(z.boolean(), true),
  Expression: z.optional(z.never('is not calculated locally: ask for the metrics and calculate')),
  MetricStat: statSchema,
});

const requestSchema = z.object({
  MetricDataQueries: z.array(querySchema),
  StartTime: milliseconds,
  EndTime: milliseconds,
  ScanBy: z._default(z.enum(['TimestampDescending', 'TimestampAscending']), 'TimestampDescending'),
});

type Request = z.output<typeof requestSchema>;

const read = (
  store: MetricStore,
  { StartTime, EndTime, ScanBy }: Request,
  query: Request['MetricDataQueries'][number],
) => {
  const { Metric, Period, Stat, Unit } = query.MetricStat;
  const statistic = statisticNamed(Stat);
  if (!statistic) throw new Error(`The statistic ${Stat} is not known locally.`);
  const points = store.read({
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value])),
    statistic,
    periodMs: Period * 1000,
    from: StartTime,
    to: EndTime,
    unit: Unit,
  });
  if (ScanBy === 'TimestampDescending') points.reverse();
  return {
    Id: query.Id,
    Label: query.Label ?? Metric.MetricName,
    Timestamps: points.map(({ at }) => at / 1000),
    Values: points.map(({ value }) => value),
    StatusCode: 'Complete',
  };
};

/**
 * Answers CloudWatch's GetMetricData from what is kept. Periods begin at whole multiples of their length since 1970.
 * @throws Error saying what of the request is not answered locally.
 */
export const getMetricData = (store: MetricStore, body: unknown) => {
  const request = requestSchema.parse(body);
  return {
    MetricDataResults: request.MetricDataQueries.filter(({ ReturnData }) => ReturnData).map((query) =>
      read(store, request, query),
    ),
    Messages: [],
  };
};
