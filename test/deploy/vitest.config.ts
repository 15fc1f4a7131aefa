import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { root } from './root.ts';

type Project = {
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  readonly groupOrder: number;
};

const runbooks = 'test/deploy/runbooks.test.ts';

const project = (name: string, { include, exclude = [], groupOrder }: Project) => ({
  extends: true as const,
  test: { name, include: [...include], exclude: [...exclude], sequence: { groupOrder } },
});

// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
  test: {
    root,
    // A deployment that is broken fails most tests, and some only after their whole time.
    bail: 5,
    // Most of the time is waited.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What drives the system on a developer's machine drives the deployed one.
    alias: {
      '#test/support/relay-process.ts': fileURLToPath(new URL('./deployed-relay.ts', import.meta.url)),
    },
    projects: [
      // These expect nobody else's conversations or quarantined deliveries.
      project('alone', {
        include: ['test/e2e/webhook.test.ts', 'test/e2e/quarantine.test.ts'],
        groupOrder: 1,
      }),
      project('together', {
        include: ['test/e2e/every-payload.test.ts', 'test/deploy/**/*.test.ts'],
        exclude: [runbooks],
        groupOrder: 2,
      }),
      // What they look at is what the others left.
      project('last', { include: [runbooks], groupOrder: 3 }),
    ],
  },
});
