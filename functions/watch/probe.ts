import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { Log, Metrics } from '#functions/shared/domain/observe.ts';
import type { ChannelSecrets } from '#functions/shared/domain/ports.ts';
import { type Door, type DoorAnswer, type ProbeNotes, probeBody } from '#functions/shared/domain/probe.ts';
import type { Source } from '#functions/shared/sources/source.ts';

type Dependencies = {
  secrets: ChannelSecrets;
  /** @throws Error for a name that no source has. */
  sourceNamed: (name: string) => Pick<Source, 'sign'>;
  door: Door;
  notes: Pick<ProbeNotes, 'latest'>;
  metrics: Metrics;
  log: Log;
  /** A new ULID. */
  newId: () => string;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<unknown>;
  /** Divides waiting times. */
  timeScale: number;
  clock: () => number;
};

/** A probe on its way. The step it is at is the one that failed, if one does; `postedAt` is in epoch milliseconds. */
type Probe = {
  readonly id: string;
  readonly channel: Channel;
  step: 'secret' | 'post' | 'queue' | 'note';
  postedAt: number;
};

/** How long the channel's secret may take: milliseconds. */
const secretLimit = 2_000;

/** How long a probe may take from its answer to the table, in milliseconds. Functions may have to start, at any scale. */
const longestWay = (timeScale: number): number => Math.max(20_000 / timeScale, 5_000);

/** How often the table is asked: milliseconds. */
const interval = 250;

const queued = z.object({ status: z.literal('accepted') });

const currentSecret = async (probe: Probe, read: ChannelSecrets['of']): Promise<string> => {
  probe.step = 'secret';
  const [current = ''] = await read(probe.channel, AbortSignal.timeout(secretLimit));
  return current;
};

const post = async (deps: Dependencies, probe: Probe, secret: string): Promise<DoorAnswer> => {
  const { door, sourceNamed, clock } = deps;
  const { id, channel } = probe;
  const body = probeBody(id);
  const signature = sourceNamed(channel.source).sign(body, secret);
  probe.step = 'post';
  probe.postedAt = clock();
  return door.post(channel.name, { header: channel.signatureHeader, signature, body });
};

/** Posts the probe; where it is refused for a secret that was changed since it was read, once more with the new one. */
const knock = async (deps: Dependencies, probe: Probe): Promise<DoorAnswer> => {
  const { secrets } = deps;
  const known = await currentSecret(probe, secrets.of);
  const answer = await post(deps, probe, known);
  if (answer.status !== 401) return answer;
  const fresh = await currentSecret(probe, secrets.refreshed);
  return fresh === known ? answer : post(deps, probe, fresh);
};

const enter = async (deps: Dependencies, probe: Probe): Promise<void> => {
  const { status, body } = await knock(deps, probe);
  probe.step = 'post';
  if (status !== 200) throw new Error(`The webhook answered ${status} to a probe.`);
  probe.step = 'queue';
  if (!queued.safeParse(body).success) throw new Error('The webhook did not queue a probe.');
};

/** When it was noted, in epoch milliseconds. */
const untilSeen = async (deps: Dependencies, probe: Probe, until: number): Promise<number> => {
  const { notes, pause, clock } = deps;
  probe.step = 'note';
  do {
    const seen = await notes.latest(probe.channel.name);
    // A later one of another run may have come before we looked: only the latest is kept.
    if (seen !== undefined && seen.probeId >= probe.id) return seen.seenAt;
    await pause(interval);
  } while (clock() < until);
  throw new Error('A probe was queued and has not come to the table in time.');
};

/**
 * Posts a signed probe to the channel's public URL, waits until it is in the table and counts how long that took, or
 * that it failed. Resolves to whether it passed; never rejects.
 */
export const createProbe =
  (deps: Dependencies) =>
  async (channel: Channel, until: number): Promise<boolean> => {
    const { metrics, log, newId, timeScale, clock } = deps;
    const probe: Probe = { id: newId(), channel, step: 'secret', postedAt: clock() };
    try {
      await enter(deps, probe);
      const seenAt = await untilSeen(deps, probe, Math.min(until, clock() + longestWay(timeScale)));
      // Two clocks were asked. A sum of 0 would look like none.
      metrics.add(channel.name, 'ProbeMs', Math.max(1, seenAt - probe.postedAt));
      return true;
    } catch (error) {
      const { id: probeId, step } = probe;
      log.error('A probe failed.', { channel: channel.name, probeId, step }, error);
      metrics.add(channel.name, 'ProbeFailed');
      return false;
    }
  };
