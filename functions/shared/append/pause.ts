import { setTimeout } from 'node:timers/promises';

const base = 20;
const longest = 500;

/** Waits a random time up to a bound that doubles with each attempt (full jitter): milliseconds. */
export const jitteredPause = async (attempt: number): Promise<void> => {
  await setTimeout(Math.random() * Math.min(longest, base * 2 ** attempt));
};
