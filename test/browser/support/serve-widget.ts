import { type DashboardServer, serveDashboard } from '#local/dashboard/serve/serve-dashboard.ts';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';
import { createMetricStore } from '#local/metrics/metric-store.ts';

type Answering = (event: Readonly<Record<string, unknown>>) => unknown;

/** What the widget's function is called, and with what it is called. */
export const endpoint = 'arn:aws:lambda:us-east-1:000000000000:function:widget';

const answerWith = (answer: unknown): InvocationResult => ({
  outcome: 'returned',
  payload: JSON.stringify(answer),
});

/** Serves a dashboard with one custom widget, whose function answers so. */
export const serveWidget = (answer: Answering): Promise<DashboardServer> =>
  serveDashboard({
    dashboard: {
      name: 'sample',
      widgets: [
        {
          type: 'custom',
          x: 0,
          y: 0,
          width: 12,
          height: 9,
          properties: { title: 'Sample', endpoint, params: { view: 'sample' } },
        },
      ],
    },
    alarms: [],
    metrics: createMetricStore(),
    call: async (_, event) => answerWith(answer(JSON.parse(event))),
  });
