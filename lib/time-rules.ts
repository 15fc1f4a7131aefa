import type { Rule } from './channel-rules.ts';
import type { Limits } from './limits.ts';

const names = ['ingest', 'persist', 'send', 'api', 'watch'] as const;

type FunctionName = (typeof names)[number];

/** Seconds that a function needs to do anything at all, and why. */
type Need = { readonly least: number; readonly why: string };

/** The figures come from the functions, whose code is not imported here: where each stands is said beside it. */
const needs: Readonly<Record<FunctionName, Need>> = {
  // functions/ingest/deadlines.ts: `answer`
  ingest: { least: 4, why: 'needs 3.3 s to find out that neither queue nor bucket answers' },
  // functions/persist/handler.ts: `lastAttemptMs`, and `bucketMs` before it
  persist: { least: 9, why: 'fetches large bodies for 2 s, and begins nothing in its last 6.5 s' },
  // functions/send/handler.ts: `lastAttemptMs`
  send: { least: 50, why: 'begins nothing in its last 45 s' },
  // functions/api/ask.ts: `timeoutMs`
  api: { least: 28, why: 'waits up to 25 s for the reply to a question, and stores it then' },
  // functions/watch/handler.ts: `lastStepMs`
  watch: { least: 20, why: 'begins nothing in its last 10 s' },
};

const leastRule = (name: FunctionName, limits: Limits): Rule => {
  const { timeoutSeconds } = limits[name];
  const { least, why } = needs[name];
  return [
    timeoutSeconds < least,
    `${name} may run ${timeoutSeconds} s, but ${why}: raise ${name}.timeoutSeconds to ${least}.`,
  ];
};

/** How long each function may run. */
export const timeRules = (limits: Limits): Rule[] => {
  const { ingest, api, watch, watchEveryMinutes } = limits;
  return [
    ...names.map((name) => leastRule(name, limits)),
    [
      ingest.timeoutSeconds >= 5,
      `ingest may run ${ingest.timeoutSeconds} s, but Haptik gives up after 5 s: lower ingest.timeoutSeconds below 5.`,
    ],
    [
      api.timeoutSeconds >= 30,
      `api may run ${api.timeoutSeconds} s, but the HTTP API gives up after 30 s: lower api.timeoutSeconds below 30.`,
    ],
    [
      watch.timeoutSeconds >= watchEveryMinutes * 60,
      `watch may run ${watch.timeoutSeconds} s, but is started every ${watchEveryMinutes * 60} s, one at a time: lower watch.timeoutSeconds below ${watchEveryMinutes * 60} or raise watchEveryMinutes.`,
    ],
  ];
};
