import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// One core is not left idle, as the default would: on two of them that is half the time.
const WORKERS = availableParallelism();

/** Files that look at what their whole process has, such as its connections. */
const OWN_PROCESS = ['tests/postgres/database-pool.test.ts'];

// Vite reads these in a path as parts of an address, and then finds none of the tests.
const unreadable = /[#?%]/.exec(import.meta.dirname)?.[0];
if (unreadable !== undefined) {
  throw new Error(
    `The tests cannot run in ${import.meta.dirname}: Vite does not bear "${unreadable}" in the name of a folder. ` +
      'Move the project.',
  );
}

export default defineConfig({
  // Our own package answers with its sources; further conditions would reach node's own resolution of packages.
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    globalSetup: ['tests/support/compiled-mails.ts'],
    // How long something takes is nothing a test is about: patience is for slow machines.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/**/*.test.ts'],
          // They change nothing that others see: each module is loaded once for all of them.
          isolate: false,
          maxWorkers: WORKERS,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: [
            'tests/system/**',
            'tests/browser/**',
            'tests/chart/**',
            'tests/console/**',
            'tests/network/**',
            ...OWN_PROCESS,
          ],
          globalSetup: ['tests/support/database-server.ts'],
          // To load the application anew for each file would take longer than most files.
          isolate: false,
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts', ...OWN_PROCESS],
          // With the console built, so that no `npm start` builds it in the background of a test.
          globalSetup: ['tests/support/database-server.ts', 'tests/support/built-console.ts'],
          // Each starts whole applications, once all else has passed. Half of the time they wait for one another's processes.
          maxWorkers: WORKERS + 1,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          // Each file has a browser of its own; the application is loaded once for all, as above.
          isolate: false,
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'chart',
          include: ['tests/chart/**/*.test.ts'],
          globalSetup: ['tests/chart/tools.ts'],
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // Inside the network of docker-compose.yml alone.
          name: 'network',
          include: ['tests/network/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'console',
          include: ['tests/console/**/*.test.ts'],
          globalSetup: ['tests/support/built-console.ts', 'tests/support/database-server.ts'],
          isolate: false,
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
