import { expect, it } from 'vitest';
import { ALLOWED_FINDINGS } from './allowed-findings.ts';
import { judge } from './judge.ts';
import type { TesterResult } from './tester-result.ts';

const result = (given: Partial<TesterResult> = {}): TesterResult => ({
  run: 'itself',
  check: 'object_query',
  resource: 'User',
  status: 'SUCCESS',
  reason: 'Successfully queried User object with id <id>',
  ...given,
});
const wrong = (results: readonly TesterResult[], allowed = ALLOWED_FINDINGS.slice(0, 0)) =>
  judge(results, allowed).wrong;
const error = result({ status: 'ERROR', reason: 'Method "POST" not allowed.' });
const allowed = {
  run: 'itself',
  check: 'object_query',
  resource: 'User',
  reason: 'POST',
  because: 'x',
} as const;

it('lets pass what is right, and nothing that did not look', () => {
  expect(judge([result()], [])).toEqual({ passed: 1, allowed: 0, wrong: [] });
  expect(wrong([])).toEqual(['no check passed']);
  for (const status of ['ERROR', 'CRITICAL', 'DEVIATION', 'SKIPPED'] as const) {
    expect(wrong([result(), result({ status })])).toHaveLength(1);
  }
});

it('lets pass what is allowed, where it is', () => {
  expect(judge([result(), error], [allowed])).toEqual({ passed: 1, allowed: 1, wrong: [] });
  const elsewhere: Partial<TesterResult>[] = [
    { run: 'supplied' },
    { check: 'object_creation' },
    { resource: 'Group' },
    { status: 'CRITICAL' },
    { reason: 'Method "GET" not allowed.' },
  ];
  for (const other of elsewhere) {
    expect(wrong([result(), error, { ...error, ...other }], [allowed])).toEqual([
      expect.stringContaining(' of '),
    ]);
  }
});

it('wants what no longer occurs off the list', () => {
  expect(wrong([result()], [allowed])).toEqual([expect.stringContaining('no longer there')]);
});

it('has a reason for each finding on the list', () => {
  for (const { because } of ALLOWED_FINDINGS) expect(because).toMatch(/^[A-Za-z].+\.$/);
});
