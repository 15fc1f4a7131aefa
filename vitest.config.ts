import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], timeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout: timeout, hookTimeout: timeout },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/functions/**/*.test.ts', 'test/*.test.ts'], 10_000),
      project('infra', ['test/lib/**/*.test.ts', 'test/bin/**/*.test.ts'], 60_000),
      project('integration', ['test/integration/**/*.test.ts', 'test/local/**/*.test.ts'], 60_000),
      project('e2e', ['test/e2e/**/*.test.ts'], 120_000),
    ],
    coverage: {
      provider: 'v8',
      include: ['functions/**/*.ts', 'lib/**/*.ts', 'local/**/*.ts'],
      thresholds: {
        'functions/shared/domain/**': { lines: 95, branches: 95 },
        'functions/shared/sources/**': { lines: 95, branches: 95 },
      },
    },
  },
});
