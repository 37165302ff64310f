/** A provisioner's report on a domain, kept as it came: its `state` and an object per test (contract/dimail.md 6). */
export type MailDomainReport = Readonly<Record<string, unknown>>;

/** What a report means: all good, work for the domain's owner, work for the provisioner, or nothing readable. */
export type ReportVerdict = 'ok' | 'external_failure' | 'internal_failure' | 'unknown';

type TestResult = Readonly<{ ok: unknown; internal?: unknown; errors?: unknown }>;

const testsOf = (report: MailDomainReport): [string, TestResult][] =>
  Object.entries(report).filter(
    (entry): entry is [string, TestResult] =>
      typeof entry[1] === 'object' && entry[1] !== null && !Array.isArray(entry[1]) && 'ok' in entry[1],
  );

/** The result of the test of that name, if the report has one. */
export const testNamed = (report: MailDomainReport, name: string): TestResult | undefined =>
  testsOf(report).find(([key]) => key === name)?.[1];

const isExternal = ({ internal }: TestResult): boolean => internal === false;

/** Tests count only by real booleans; a broken report in which nothing fails tells nothing. */
export function judgeReport(report: MailDomainReport): ReportVerdict {
  if (report['state'] === 'ok') return 'ok';
  if (report['state'] !== 'broken') return 'unknown';
  const failing = testsOf(report).filter(([, { ok }]) => ok === false);
  if (failing.some(([, test]) => isExternal(test))) return 'external_failure';
  if (failing.some(([, { internal }]) => internal === true)) return 'internal_failure';
  return 'unknown';
}

/** What the first error of a test says in words, if it has one. */
export const firstErrorDetail = (errors: unknown): string | null => {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (typeof first !== 'object' || first === null || !('detail' in first)) return null;
  return typeof first.detail === 'string' ? first.detail : null;
};

/** Per failing test that the domain's owner must repair: what its first error says, or null. */
export const requiredActions = (report: MailDomainReport | null): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    testsOf(report ?? {})
      .filter(([, test]) => test.ok === false && isExternal(test))
      .map(([key, { errors }]) => [key, firstErrorDetail(errors)]),
  );
