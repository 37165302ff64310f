import type { TargetTableName } from '../mapping/target-tables.ts';
import { LABELS } from './labels.ts';

type Check = Readonly<{
  table: TargetTableName;
  problem: string;
  /** What makes `stored` odd; other tables have been filled by then. */
  where: string;
}>;

const withoutOwner = (access: TargetTableName, column: string): string =>
  `EXISTS (SELECT FROM ${access} one WHERE one.${column} = stored.id)
     AND NOT EXISTS (SELECT FROM ${access} one WHERE one.${column} = stored.id AND one.role = 'owner')`;

/** Rules that a row breaks together with others, which only the database knows all of. */
const CHECKS: readonly Check[] = [
  { table: 'team', problem: 'nobody owns it', where: withoutOwner('team_access', 'team_id') },
  {
    table: 'mail_domain',
    problem: 'nobody owns it',
    where: withoutOwner('mail_domain_access', 'mail_domain_id'),
  },
  {
    table: 'mail_alias',
    problem: 'its address is also that of a mailbox',
    where: `EXISTS (SELECT FROM mailbox one
      WHERE one.mail_domain_id = stored.mail_domain_id AND one.local_part = lower(stored.local_part))`,
  },
];

/** What was taken over since the start and is odd together with other rows, for the tables that were filled. */
export const selectOdd = (begun: ReadonlySet<TargetTableName>): string | undefined => {
  const selects = CHECKS.filter(({ table }) => begun.has(table)).map(
    ({ table, problem, where }) =>
      `SELECT '${table}' AS "table", stored.id::text AS key, ${LABELS[table]('stored')} AS name, '${problem}' AS problem
         FROM ${table} stored JOIN taken_over_${table} taken ON taken.id = stored.id WHERE ${where}`,
  );
  return selects.length === 0 ? undefined : `${selects.join(' UNION ALL ')} ORDER BY 1, 2`;
};
