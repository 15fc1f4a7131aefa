import { describe, expect, test } from 'vitest';
import {
  bytesOfEvent,
  idleChannel,
  millionConversations,
  millionWebhooks,
  monthAtRest,
  waitingMonth,
} from '../../../bench/cost/model.ts';
import { dollars } from '../../../bench/cost/usage.ts';
import type { CostCounts, StageCounts } from '../../../bench/counting/count-all.ts';

const memoryMb = { ingest: 512, persist: 512, watch: 512, api: 512 };

const webhooks: CostCounts['webhooks'] = {
  taken: { 'API Gateway': { requests: 1 }, ingest: { invocations: 1, 'sqs:SendMessage': 1 } },
  stored: {
    1: { persist: { 'table write units': 4 } },
    2: { persist: { invocations: 0.1, 'table write units': 3 }, poller: { 'sqs:ReceiveMessage': 0.1 } },
    10: { persist: { 'table write units': 2.2 } },
  },
  begun: { persist: { 'table write units': 8 } },
};

const stage: StageCounts = {
  template: {
    alarms: 20,
    alarmsOfChannel: { haptik: 7, fineguide: 5 },
    canaryAlarms: 3,
    compositeAlarms: 1,
    dashboards: 1,
    dashboardMetrics: 60,
    secrets: 2,
    logMetrics: 2,
    measuredRoutes: 1,
    polledQueues: 2,
  },
  rest: {
    run: { watch: { invocations: 1, 'metrics read': 2 }, persist: { 'table write units': 2 } },
    secretsRead: 2,
  },
  toldAtRest: { FuseMinutes: 2, ProbeMs: 2, SpillWaiting: 1 },
  minutesBetweenRuns: 1,
};

const lineOf = (what: string) => monthAtRest(stage, memoryMb).find((line) => line.what === what)?.usage;

describe('the price of webhooks', () => {
  test('is that of taking and storing a million', () => {
    const usage = millionWebhooks({ webhooks, memoryMb }, '2');

    const lambda = 1.1 * 0.2 + (0.5 * 0.01 + 0.1 * 0.5 * 0.02) * 13.3334;
    const out = (250 * 1_000_000 * 0.09) / 1024 ** 3;
    expect(dollars(usage)).toBeCloseTo(1 + out + lambda + 1.1 * 0.5 + 3 * 0.625, 6);
  });

  test('is higher for the first event of a conversation by what that takes above any other', () => {
    const usage = millionConversations({ webhooks, memoryMb });

    expect(usage).toEqual({ writeUnit: 4_000_000 });
  });
});

describe('a month at rest', () => {
  test.each([
    ['alarms', { alarmMonth: 23, compositeAlarmMonth: 1 }],
    ['metrics that the functions tell', { metricMonth: 5 }],
    ["metrics of the webhooks' route", { metricMonth: 6 }],
    ['metrics counted from the access log', { metricMonth: 2 }],
    ['the dashboard', { dashboardMonth: 1 }],
    ['secrets', { secretMonth: 2 }],
    // Two queues, five connections, three times a minute.
    ['Lambda polls the queues in vain', { queueRequest: 2 * 5 * 3 * 60 * 730 }],
    // Two secrets, by watch and two of ingest, twelve times an hour.
    ['secrets read anew', { secretRead: 2 * 3 * 12 * 730 }],
    ['watch and its probes: CloudWatch', { metricRead: 2 * 43_800 }],
    ['watch and its probes: DynamoDB', { writeUnit: 2 * 43_800 }],
    ['watch and its probes: Lambda', { lambdaRequest: 43_800, lambdaGbSecond: 43_800 * 0.5 * 0.5 }],
  ])('has %s', (what, usage) => {
    const line = lineOf(what);

    expect(line).toEqual(usage);
  });

  test('has fewer runs when watch runs less often', () => {
    const lines = monthAtRest({ ...stage, minutesBetweenRuns: 5 }, memoryMb);

    const asked = lines.find(({ what }) => what === 'watch and its probes: CloudWatch');
    expect(asked?.usage).toEqual({ metricRead: (2 * 43_800) / 5 });
  });

  test('is cheaper by alarms, secret, metrics and probes for each channel less', () => {
    const usage = idleChannel(stage, memoryMb);

    expect(usage).toEqual({ alarmMonth: 5, secretMonth: 1, metricMonth: 2, writeUnit: 43_800 });
  });
});

describe('reading', () => {
  const reads: CostCounts['reads'] = {
    'the conversation': {},
    'a page of 100 messages': { api: { 'read units': 25 } },
    'changes: one': {},
    'changes: none': { 'API Gateway': { requests: 1 } },
    'changes: none, waited for a second': { api: { 'read units': 4 } },
  };
  const counts = { reads, memoryMb };

  test('tells how large an event is in the table', () => {
    const bytes = bytesOfEvent(counts);

    expect(bytes).toBe(1024 + 100 + 80 + 100);
  });

  test('with waiting is paid by the second, and by the call every twenty', () => {
    const usage = waitingMonth(counts);

    const seconds = 730 * 3600;
    expect(usage).toEqual({
      httpRequest: seconds / 20,
      byteOut: (250 * seconds) / 20,
      readUnit: 4 * seconds,
      lambdaGbSecond: 0.5 * seconds,
    });
  });
});
