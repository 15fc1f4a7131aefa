import { defineConfig } from 'vitest/config';

type Project = {
  include: string[];
  exclude?: string[];
  seconds: number;
  /** After all others, in the order of these numbers and one file at a time: others would only slow it down. */
  alone?: number;
  retry?: number;
};

const project = (name: string, { include, exclude = [], seconds, alone = 0, retry = 0 }: Project) => ({
  extends: true as const,
  test: {
    name,
    include,
    exclude,
    testTimeout: seconds * 1000,
    hookTimeout: seconds * 1000,
    sequence: { groupOrder: alone },
    retry,
    ...(alone > 0 && { maxWorkers: 1 }),
  },
});

const deadlines = 'test/integration/deadlines/**/*.test.ts';

export default defineConfig({
  test: {
    // Most of the time is waited, by this process or for others: every core is used.
    maxWorkers: '100%',
    projects: [
      project('unit', { include: ['test/functions/**/*.test.ts', 'test/*.test.ts'], seconds: 60 }),
      project('infra', {
        include: ['test/lib/**/*.test.ts', 'test/bin/**/*.test.ts', 'test/bench/*/**/*.test.ts'],
        // Both stages are synthesised and checked, several times and side by side.
        seconds: 240,
      }),
      project('integration', {
        include: ['test/integration/**/*.test.ts', 'test/local/**/*.test.ts'],
        exclude: [deadlines],
        seconds: 60,
      }),
      // What a function has a second or less for, in real time. A machine that stands still for half of it is no defect;
      // one of ours fails three times.
      project('deadlines', { include: [deadlines], seconds: 60, alone: 1, retry: 2 }),
      project('browser', { include: ['test/browser/**/*.test.ts'], seconds: 120, alone: 2 }),
      project('e2e', {
        include: ['test/e2e/**/*.test.ts', 'test/bench/*.test.ts'],
        seconds: 120,
        alone: 3,
      }),
    ],
    coverage: {
      provider: 'v8',
      include: ['functions/**/*.ts'],
      thresholds: {
        'functions/shared/domain/**': { lines: 95, branches: 95 },
        'functions/shared/sources/**': { lines: 95, branches: 95 },
      },
    },
  },
});
