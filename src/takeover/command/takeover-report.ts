import type { TableReport, TakeoverReport } from '../import/import-people.ts';
import type { Finding } from '../mapping/mapping.ts';

/** One line for a row that violates a rule of ours or needs a decision, and what the import did with it. */
export const describeFinding = ({ table, id, name, problem, columns = [], outcome }: Finding): string =>
  [
    `${table} ${id}${name === undefined ? '' : ` ${JSON.stringify(name)}`}`,
    `${problem}${columns.length === 0 ? '' : ` (${columns.join(', ')})`}`,
    outcome,
  ].join(': ');

const countsOf = ({ inserted, updated, removed, unchanged, kept, conflicts, gone }: TableReport): string =>
  [
    `${inserted} new`,
    `${updated} changed`,
    `${removed} removed`,
    `${unchanged} as before`,
    ...(kept > 0 ? [`${kept} kept as changed here`] : []),
    ...(conflicts > 0 ? [`${conflicts} in conflict`] : []),
    ...(gone > 0 ? [`${gone} gone there and still here`] : []),
  ].join(', ');

/** The last lines of a takeover's report: the rows of each table, and how many need attention. */
export function describeTakeover({ kept, tables, findings }: TakeoverReport): readonly string[] {
  const counts = tables.map(
    (report) => `${report.table}: ${countsOf(report)}; compared equal: ${report.checksum}`,
  );
  const found = Object.entries(findings).map(([table, count]) => `${table}: ${count} findings, listed above`);
  return [...counts, ...found, kept ? 'Everything is kept' : 'Nothing is kept: this was a dry run'];
}
