import { type ChannelCounts, plus, type Traffic } from '#functions/shared/domain/fuse.ts';
import type { MetricSums, WatchedMetric } from '#functions/shared/domain/metric-sums.ts';
import { type MetricName, unknownChannel } from '#functions/shared/domain/observe.ts';

type Dependencies = {
  sums: MetricSums;
  /** Id of the HTTP API. */
  apiId: string;
  /** Names of the channels. */
  channels: readonly string[];
};

type Sums = Awaited<ReturnType<MetricSums>>;

/** The dimensions of a route in the HTTP API's detailed metrics, beside the API's id. */
const route = { Method: 'POST', Resource: '/webhooks/{channel}', Stage: '$default' };

const ofRoute = (ApiId: string, name: '4xx' | '5xx'): WatchedMetric => ({
  namespace: 'AWS/ApiGateway',
  name,
  dimensions: { ApiId, ...route },
});

const ours = (channel: string, name: MetricName): WatchedMetric => ({
  namespace: 'HaptikRelay',
  name,
  dimensions: { channel },
});

/** Deliveries that were answered 2xx. */
const answered = ['Accepted', 'Ignored', 'Quarantined'] as const;

/** Requests that were answered with an error, or may have been: a probe that failed may have come to the table late. */
const failed = ['BadSignature', 'NotDurable', 'ProbeFailed'] as const;

const ofChannel = [...answered, ...failed, 'ProbeMs'] as const;

const toUnknown = ours(unknownChannel, 'UnknownChannel');

const countsOf = (sums: Sums, channel: string): ChannelCounts => ({
  answered: plus(...answered.map((name) => sums(ours(channel, name)))),
  badSignature: sums(ours(channel, 'BadSignature')),
  notDurable: sums(ours(channel, 'NotDurable')),
  probeMs: sums(ours(channel, 'ProbeMs')),
});

/**
 * Reads from CloudWatch how deliveries were answered. It charges by the metric: usually nothing has failed within the
 * hour, and two metrics tell so.
 */
export const createReadTraffic =
  ({ sums, apiId, channels }: Dependencies) =>
  async (): Promise<Traffic> => {
    const [clientErrors, serverErrors] = [ofRoute(apiId, '4xx'), ofRoute(apiId, '5xx')];
    const counted = await sums([clientErrors, serverErrors]);
    const failures = plus(counted(clientErrors), counted(serverErrors));
    if (failures.every((count) => count === 0)) return { failures, told: failures, channels: new Map() };

    const all = channels.flatMap((channel) => ofChannel.map((name) => ours(channel, name)));
    const own = await sums([toUnknown, ...all]);
    const told = channels.flatMap((channel) => failed.map((name) => own(ours(channel, name))));
    return {
      failures,
      told: plus(own(toUnknown), ...told),
      channels: new Map(channels.map((channel) => [channel, countsOf(own, channel)])),
    };
  };
