import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { Log, Metrics } from '#functions/shared/domain/observe.ts';
import {
  usualDevicePlatform as devicePlatform,
  type Platform,
  type PlatformAnswer,
} from '#functions/shared/domain/outbox/platform.ts';
import { hasRested, isOutage, mayAsk, type OutageStore } from '#functions/shared/domain/webhook-outage.ts';

type Dependencies = {
  outages: OutageStore;
  audit: Pick<Audit, 'note'>;
  platform: Pick<Platform, 'enableWebhook'>;
  metrics: Metrics;
  log: Log;
  /** Divides waiting times. */
  timeScale: number;
  clock: () => number;
};

/** What a run found out about a channel: the fuse in minutes, and what it was before this run's probe. */
type Findings = { fuse: number; fuseBefore: number; probePassed: boolean };

export type Reenable = (channel: Channel, findings: Findings, until: number) => Promise<void>;

/** How long the platform may take: milliseconds. */
const longestCall = 8_000;

/** Why the platform has not done it, in words that may be logged. */
const problemIn = (answer: PlatformAnswer): string | undefined => {
  if (answer.outcome !== 'answered') return answer.reason;
  return answer.status >= 200 && answer.status < 300 ? undefined : `it answered ${answer.status}`;
};

/** Asks for every business that the channel names: the platform keeps a webhook for each. */
const ask = async ({ platform }: Dependencies, channel: Channel): Promise<string | undefined> => {
  const businesses = channel.businessIds === 'any' ? [undefined] : channel.businessIds;
  const signal = AbortSignal.timeout(longestCall);
  const answers = await Promise.all(
    businesses.map((businessId) => platform.enableWebhook({ channel, businessId, devicePlatform }, signal)),
  );
  return answers.map(problemIn).find((problem) => problem !== undefined);
};

/**
 * Has the platform switch the webhook on again where the channel wants it: after an outage of ours, once a probe has
 * shown that it is over. What was noted first (the turn, then the audit) keeps a call that fails from coming again
 * too soon.
 */
export const createReenable =
  (deps: Dependencies): Reenable =>
  async (channel, { fuse, fuseBefore, probePassed }, until) => {
    const { outages, audit, metrics, log, timeScale, clock } = deps;
    const { name, send } = channel;
    const now = clock();
    const moment = { now, timeScale };
    if (send?.reenable !== true) return undefined;
    if (isOutage(fuse, timeScale)) return outages.begin(name, now);
    if (fuse > 0 || !probePassed || now >= until) return undefined;

    // What kept deliveries away may have kept watch from running, so that nobody noted it. CloudWatch is some minutes
    // behind: what was just seen to may still look like that.
    const isUnnoted = isOutage(fuseBefore, timeScale) && hasRested(await outages.read(name), moment);
    if (isUnnoted) await outages.begin(name, now);
    const seen = await outages.read(name);
    const isOurs = mayAsk(seen, moment) && (await outages.claim(name, seen, now));
    if (!isOurs) return undefined;
    const since = new Date(seen.outageAt ?? now).toISOString();
    await audit.note({ action: 'enable', channel: name, what: `after an outage noted at ${since}` });
    const problem = await ask(deps, channel);
    if (problem !== undefined) {
      log.error('The platform did not switch the webhook on again.', { channel: name, reason: problem });
      return undefined;
    }
    metrics.add(name, 'WebhookReenabled');
    return outages.end(name, seen);
  };
