import { defineConfig } from 'vitest/config';

type Project = { include: string[]; seconds: number; alone?: boolean };

/** Projects that start whole systems run after the others, one file at a time: they would only slow one another down. */
const project = (name: string, { include, seconds, alone = false }: Project) => ({
  extends: true as const,
  test: {
    name,
    include,
    testTimeout: seconds * 1000,
    hookTimeout: seconds * 1000,
    sequence: { groupOrder: alone ? 1 : 0 },
    ...(alone && { maxWorkers: 1 }),
  },
});

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
        seconds: 60,
      }),
      project('browser', { include: ['test/browser/**/*.test.ts'], seconds: 120, alone: true }),
      project('e2e', {
        include: ['test/e2e/**/*.test.ts', 'test/bench/*.test.ts'],
        seconds: 120,
        alone: true,
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
