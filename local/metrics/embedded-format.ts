import * as z from 'zod/mini';
import type { MetricDatum } from './metric.ts';

const definitionSchema = z.object({ Name: z.string(), Unit: z._default(z.string(), 'None') });

const lineSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.int(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(definitionSchema),
      }),
    ),
  }),
});

type Line = z.output<typeof lineSchema>;

const valuesSchema = z.union([
  z.array(z.number()),
  z.pipe(
    z.number(),
    z.transform((value) => [value]),
  ),
]);

const dimensionsOf = (line: Line, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, z.string().parse(line[name])]));

const toData = (line: Line): MetricDatum[] =>
  line._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.map((names) => dimensionsOf(line, names)).flatMap((dimensions) =>
      Metrics.map(({ Name: name, Unit: unit }) => {
        const values = valuesSchema.parse(line[name]);
        return { namespace, name, dimensions, unit, values, at: line._aws.Timestamp };
      }),
    ),
  );

/**
 * The metrics in a line of CloudWatch's embedded metric format, as its specification says; undefined where the line
 * is none, or not as CloudWatch would take it.
 */
export const readEmbeddedMetrics = (text: string): MetricDatum[] | undefined => {
  if (!text.startsWith('{') || !text.includes('"_aws":')) return undefined;
  try {
    return toData(lineSchema.parse(JSON.parse(text)));
  } catch {
    return undefined;
  }
};
