import { defineConfig } from 'vitest/config';

/** The tests that run against mutants of rules: those without a database, a server or a process of their own. */
export default defineConfig({
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    include: ['src/domain/**/*.test.ts', 'src/application/**/*.test.ts', 'tests/use-cases/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
