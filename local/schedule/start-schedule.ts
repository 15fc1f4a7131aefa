import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import { accountId, region } from '#local/emulators/client-settings.ts';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import { longestTimerMs } from '#local/longest-timer.ts';
import type { ScheduledRun } from '#local/template/schedules.ts';

type ScheduleOptions = {
  readonly schedule: ScheduledRun;
  readonly invoke: Invoke;
  /** Divides the interval. */
  readonly timeScale: number;
};

/** The event that EventBridge makes of a rule's turn. */
const scheduledEvent = (rule: string): ScheduledEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: accountId,
  time: new Date().toISOString(),
  region,
  resources: [`arn:aws:events:${region}:${accountId}:rule/${rule}`],
  detail: {},
});

/**
 * Invokes a function at a rule's rate, at least every 24 days, first after one interval, as EventBridge does. It never runs twice at once: a
 * run that takes longer than the interval delays the next. Disposing of the schedule lets the run under way finish.
 */
export const startSchedule = ({ schedule, invoke, timeScale }: ScheduleOptions): AsyncDisposable => {
  const { name, target, intervalMs } = schedule;
  let stopped = false;
  let endPause = (): void => {};

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(intervalMs / timeScale, longestTimerMs));
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    const result = await invoke(target, JSON.stringify(scheduledEvent(name)));
    if (result.outcome !== 'returned')
      console.error(`A run of ${target.name} on schedule failed; the next one is due as ever.`);
  };

  const runAgainAndAgain = async (): Promise<void> => {
    await pause();
    while (!stopped) await Promise.all([run(), pause()]);
  };

  const running = runAgainAndAgain();
  return {
    async [Symbol.asyncDispose]() {
      stopped = true;
      endPause();
      await running;
    },
  };
};
