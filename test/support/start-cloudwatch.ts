import * as z from 'zod/mini';
import { startRecorder } from '#test/functions/shared/adapters/haptik/start-server.ts';

const querySchema = z.object({
  Id: z.string(),
  MetricStat: z.object({
    Metric: z.object({
      Namespace: z.string(),
      MetricName: z.string(),
      Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
    }),
    Period: z.number(),
    Stat: z.string(),
  }),
});

const inputSchema = z.object({
  MetricDataQueries: z.array(querySchema),
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.optional(z.string()),
});

export type Asked = z.infer<typeof inputSchema>;

type Results = { MetricDataResults: unknown[]; NextToken?: string };

/** CloudWatch's wire protocol around answers of the test's own. Times are epoch seconds. */
export const startCloudWatch = async (answer: (asked: Asked) => Results | Promise<Results>) => {
  const asked: Asked[] = [];
  const server = await startRecorder(async (_, response) => {
    const { headers, body } = server.seen.at(-1) ?? {};
    if (headers?.['x-amz-target'] !== 'GraniteServiceVersion20100801.GetMetricData')
      return response.writeHead(400).end();
    const input = z.parse(inputSchema, JSON.parse(String(body)));
    asked.push(input);
    return response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(await answer(input)));
  });
  return { ...server, asked };
};
