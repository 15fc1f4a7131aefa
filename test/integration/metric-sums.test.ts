import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMetricSums } from '#functions/shared/adapters/metric-sums.ts';
import { someTime } from '#test/support/samples.ts';
import { type Asked, startCloudWatch } from '#test/support/start-cloudwatch.ts';

const minute = 60_000;

/** Nine hours and 30 s: a minute under way. */
const now = someTime + minute / 2;

const errors = { namespace: 'AWS/ApiGateway', name: '5xx', dimensions: { ApiId: 'a-1', Stage: '$default' } };
const accepted = { namespace: 'HaptikRelay', name: 'Accepted', dimensions: { channel: 'haptik' } };

const seconds = (ms: number): number => ms / 1000;

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(() => void vi.unstubAllEnvs());

const open = async (answer: Parameters<typeof startCloudWatch>[0]) => {
  const cloudWatch = await startCloudWatch(answer);
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH', cloudWatch.url);
  return { ...cloudWatch, sums: createMetricSums(() => now) };
};

const results = (...MetricDataResults: object[]) => ({ MetricDataResults });

describe('sums of metrics', () => {
  test('are asked of the last sixty whole minutes, the one under way last', async () => {
    await using cloudWatch = await open(() => results());

    await cloudWatch.sums([errors, accepted]);

    const stat = (Namespace: string, MetricName: string, Dimensions: object[]) => ({
      MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: 'Sum' },
    });
    expect(cloudWatch.asked).toEqual([
      {
        MetricDataQueries: [
          {
            Id: expect.stringMatching(/^[a-z]\w*$/),
            ...stat('AWS/ApiGateway', '5xx', [
              { Name: 'ApiId', Value: 'a-1' },
              { Name: 'Stage', Value: '$default' },
            ]),
          },
          {
            Id: expect.stringMatching(/^[a-z]\w*$/),
            ...stat('HaptikRelay', 'Accepted', [{ Name: 'channel', Value: 'haptik' }]),
          },
        ],
        StartTime: seconds(someTime - 59 * minute),
        EndTime: seconds(someTime + minute),
      },
    ]);
    const [first, second] = cloudWatch.asked[0]?.MetricDataQueries ?? [];
    expect(first?.Id).not.toBe(second?.Id);
  });

  test('stand in their minutes, in whatever order they come, and 0 where there are none', async () => {
    await using cloudWatch = await open(({ MetricDataQueries: [first, second], StartTime }) =>
      results(
        {
          Id: second?.Id,
          Timestamps: [StartTime + 59 * 60, StartTime],
          Values: [7, 3],
          StatusCode: 'Complete',
        },
        { Id: first?.Id, Timestamps: [], Values: [], StatusCode: 'Complete' },
      ),
    );

    const sums = await cloudWatch.sums([errors, accepted]);

    expect(sums(accepted)).toEqual([3, ...Array(58).fill(0), 7]);
    expect(sums(errors)).toEqual(Array(60).fill(0));
    expect(sums({ ...accepted, dimensions: { channel: 'other' } })).toEqual(Array(60).fill(0));
  });

  test('of other times or metrics than were asked for count nowhere', async () => {
    await using cloudWatch = await open(({ MetricDataQueries: [first], StartTime, EndTime }) =>
      results(
        { Id: first?.Id, Timestamps: [StartTime - 60, EndTime, StartTime + 30], Values: [1, 2, 3] },
        { Id: 'other', Timestamps: [StartTime], Values: [4] },
      ),
    );

    expect((await cloudWatch.sums([errors]))(errors)).toEqual(Array(60).fill(0));
  });

  test('are read page by page', async () => {
    const page = ({ MetricDataQueries: [first], StartTime }: Asked, at: number) =>
      results({ Id: first?.Id, Timestamps: [StartTime + at * 60], Values: [at], StatusCode: 'PartialData' });
    await using cloudWatch = await open((asked) =>
      asked.NextToken === undefined ? { ...page(asked, 1), NextToken: 'more' } : page(asked, 2),
    );

    const sums = await cloudWatch.sums([errors]);

    expect(cloudWatch.asked.map(({ NextToken }) => NextToken)).toEqual([undefined, 'more']);
    expect(sums(errors).slice(0, 4)).toEqual([0, 1, 2, 0]);
  });

  test.each(['InternalError', 'Forbidden'])(
    'that CloudWatch does not give (%s) are none',
    async (StatusCode) => {
      await using cloudWatch = await open(({ MetricDataQueries: [first] }) =>
        results({ Id: first?.Id, Timestamps: [], Values: [], StatusCode }),
      );

      await expect(cloudWatch.sums([errors])).rejects.toThrow(
        `did not give the sums of a metric: ${StatusCode}`,
      );
    },
  );
});
