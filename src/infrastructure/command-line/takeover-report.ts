import type { TakeoverReport } from '../../application/takeover/import-people.ts';
import type { Finding } from '../../application/takeover/mapping.ts';

/** Findings told one by one for each table; of the others only the number. */
const MOST_FINDINGS = 200;

const describeFindings = (table: string, findings: readonly Finding[]): readonly string[] => [
  ...findings
    .slice(0, MOST_FINDINGS)
    .map(({ id, problem, outcome }) => `${table} ${id}: ${problem}: ${outcome}`),
  ...(findings.length > MOST_FINDINGS
    ? [`${table}: ${findings.length - MOST_FINDINGS} more like these`]
    : []),
];

/** The lines of a takeover's report: what each table got, then every row that broke a rule and what happened to it. */
export function describeTakeover({ kept, tables, findings }: TakeoverReport): readonly string[] {
  const counts = tables.map(
    ({ table, inserted, updated, removed, unchanged, checksum }) =>
      `${table}: ${inserted} new, ${updated} changed, ${removed} removed, ${unchanged} as before; compared equal: ${checksum}`,
  );
  const tablesWithFindings = [...new Set(findings.map(({ table }) => table))];
  return [
    ...counts,
    ...tablesWithFindings.flatMap((table) =>
      describeFindings(
        table,
        findings.filter((finding) => finding.table === table),
      ),
    ),
    `${findings.length} rows needed attention`,
    kept ? 'Everything is kept' : 'Nothing is kept: this was a dry run',
  ];
}
