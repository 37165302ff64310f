import { join } from 'node:path';

/**
 * For `npm run drill:mutants`, which changes the rules one place at a time and runs the tests that reach it: a surviving
 * mutant shows a rule without a test. Messages of errors are ignored: no test depends on them.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutants/vitest.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'error-messages.mjs')],
  ignorers: ['error-messages'],
  mutate: ['src/domain/**/*.ts', '!src/**/*.test.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  incremental: true,
  incrementalFile: '.data/mutants/incremental.json',
  tempDirName: '.data/mutants/sandbox',
  ignorePatterns: ['.data', 'dist', 'docs', 'bench', 'docker'],
  reporters: ['clear-text', 'html'],
  htmlReporter: { fileName: '.data/mutants/report.html' },
  clearTextReporter: { reportTests: false },
};
