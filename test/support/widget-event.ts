/** An event as CloudWatch's dashboards send it to a custom widget. */
export const widgetEvent = (params: object, context: object = {}) => ({
  ...params,
  widgetContext: {
    dashboardName: 'haptik-relay-dev',
    widgetId: 'widget-16',
    accountId: '000000000000',
    locale: 'en',
    timezone: { label: 'UTC', offsetISO: '+00:00', offsetInMinutes: 0 },
    period: 300,
    isAutoPeriod: true,
    timeRange: {
      mode: 'relative',
      start: 1_795_251_600_000,
      end: 1_795_255_200_000,
      relativeStart: 3_600_000,
      zoom: { start: 1_795_251_600_000, end: 1_795_255_200_000 },
    },
    theme: 'light',
    linkCharts: true,
    title: 'Conversations',
    forms: { all: {} },
    params: { view: 'conversations' },
    width: 588,
    height: 369,
    ...context,
  },
});
