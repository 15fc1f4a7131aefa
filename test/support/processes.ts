import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

type Process = { pid: number; parent: number; state: string };

const read = (pid: string): Process[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold anything.
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid: Number(pid), parent: Number(parent), state }];
  } catch {
    // It ended while the list was read.
    return [];
  }
};

const list = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(read);

/** The ids of a process and everything it started. */
export const processTree = (root: number, all = list()): number[] => [
  root,
  ...all.filter(({ parent }) => parent === root).flatMap(({ pid }) => processTree(pid, all)),
];

/** Resolves once none of them runs any more; the test's own time-out bounds it. */
export const allGone = async (pids: readonly number[]): Promise<void> => {
  const running = () => list().some(({ pid, state }) => pids.includes(pid) && state !== 'Z');
  while (running()) await setTimeout(20);
};
