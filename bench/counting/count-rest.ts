import { channelsFromJson } from '#functions/shared/domain/channel.ts';
import type { Counts } from './counts.ts';
import type { Counted } from './open-counted.ts';
import { serviceOf } from './start-system.ts';
import { steady } from './steady.ts';

/** What a stage does while nobody uses it. */
export type RestCounts = {
  /** One run of watch, with what its probes have others do. */
  readonly run: Counts;
  /** Secrets that a new process of watch reads, and reads again when five minutes are over. */
  readonly secretsRead: number;
};

const secretRead = 'secretsmanager:GetSecretValue';

/** How often watch looks for each probe: at once, which is too soon, and a quarter of a second later. */
const looks = 2;

/**
 * Lets watch run once. Its probes are stored as soon as it has looked for each in vain, and each by itself: Lambda
 * brings them from the queue before it looks again.
 */
const runOnce = async (counted: Counted, channels: number): Promise<{ run: Counts; looked: number }> => {
  const { invoke, receive, lookFor, take } = counted;
  using looking = lookFor(({ by, asked }) => by === 'watch' && asked.includes('"PROBE"'));
  const storeProbes = async (): Promise<void> => {
    await looking.reached(channels);
    await Promise.all(Array.from({ length: channels }, () => receive('persist')));
  };
  await Promise.all([invoke('watch', {}), storeProbes()]);
  return { run: await take(), looked: looking.count() };
};

const channelsOf = ({ system }: Counted): number => {
  const watch = system.functions.find((target) => serviceOf(target) === 'watch');
  return channelsFromJson.parse(watch?.environment.CHANNELS).length;
};

export const countRest = async (counted: Counted): Promise<RestCounts> => {
  const channels = channelsOf(counted);
  const first = await runOnce(counted, channels);
  const { run } = await steady(
    () => runOnce(counted, channels),
    ({ looked }) => looked === looks * channels,
  );
  return { run, secretsRead: first.run.watch?.[secretRead] ?? 0 };
};
