import { defineConfig } from 'vitest/config';

/** The tests that no mutant of the domain and the sources may survive: none of them needs a server. */
export default defineConfig({
  test: {
    include: ['test/functions/shared/{domain,sources}/**/*.test.ts'],
    setupFiles: ['test/support/short-properties.ts'],
    testTimeout: 60_000,
  },
});
