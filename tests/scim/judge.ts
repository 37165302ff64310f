import type { AllowedFinding } from './allowed-findings.ts';
import type { TesterResult } from './tester-result.ts';

const FINDINGS: readonly TesterResult['status'][] = ['ERROR', 'CRITICAL', 'DEVIATION', 'SKIPPED'];

const isAbout = (allowed: AllowedFinding, { run, check, resource, status, reason }: TesterResult): boolean =>
  allowed.run === run &&
  allowed.check === check &&
  allowed.resource === resource &&
  (allowed.status ?? 'ERROR') === status &&
  reason.includes(allowed.reason);

/** What is wrong with the results: findings that nobody allowed, and allowed ones that did not come, a line each. */
export function judge(
  results: readonly TesterResult[],
  allowed: readonly AllowedFinding[],
): { readonly passed: number; readonly allowed: number; readonly wrong: readonly string[] } {
  const findings = results.filter(({ status }) => FINDINGS.includes(status));
  const unexpected = findings.filter((result) => !allowed.some((each) => isAbout(each, result)));
  const missing = allowed.filter((each) => !findings.some((result) => isAbout(each, result)));
  return {
    passed: results.length - findings.length,
    allowed: findings.length - unexpected.length,
    wrong: [
      ...(results.length === findings.length ? ['no check passed'] : []),
      ...unexpected.map(
        ({ run, check, resource, status, reason }) =>
          `${status} of ${check} (${resource ?? 'server'}, ${run}): ${reason}`,
      ),
      ...missing.map(
        ({ run, check, resource, reason }) =>
          `no longer there, to be taken off the list: ${check} (${resource ?? 'server'}, ${run}): ${reason}`,
      ),
    ],
  };
}
