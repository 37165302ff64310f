import type { Finding } from '../mapping/mapping.ts';
import type { SourceTableName } from '../mapping/source-tables.ts';
import { TARGET_TABLES, type TargetTableName } from '../mapping/target-tables.ts';
import type { LeftAlone, Obstacle } from './takeover-target.ts';

const PROBLEMS = {
  changed_here: 'changed there, and here since it was taken over',
  removed_here: 'changed there, and removed here since it was taken over',
  already_here: 'another one is here that was never taken over',
  parent_missing: 'what it belongs to is not here any more',
  held_by_another: "one of its identifiers is another one's here",
} as const satisfies Record<Obstacle, string>;

/** Names of rows that are not here, by table and id: rows that refer to them are reported with these names. */
export class AbsentNames {
  readonly #names = new Map<string, string>();

  remember(table: TargetTableName, left: readonly LeftAlone[]): void {
    for (const { key, why, name } of left) {
      const isAbsent = why === 'removed_here' || why === 'parent_missing';
      if (isAbsent && name !== null) this.#names.set(`${table} ${key}`, name);
    }
  }

  of(table: TargetTableName, id: string): string {
    return this.#names.get(`${table} ${id}`) ?? id;
  }
}

/** Findings for operators to decide: the row stays as it is here, and is reported on each run until both sides agree. */
export function conflictFindings(
  table: SourceTableName,
  target: TargetTableName,
  left: readonly LeftAlone[],
  absent: AbsentNames,
): readonly Finding[] {
  absent.remember(target, left);
  const { parents } = TARGET_TABLES[target];
  return left
    .filter(({ isConflict }) => isConflict)
    .map(({ key, why, name, columns, missing }) => ({
      table,
      id: key,
      problem: `${target}: ${PROBLEMS[why]}`,
      outcome: why === 'parent_missing' ? 'left out' : 'left as it is here',
      ...(name === null ? {} : { name }),
      columns:
        why === 'parent_missing'
          ? Object.entries(missing).map(([column, id]) => {
              const parent = parents[column];
              return `${column} of ${parent === undefined ? id : absent.of(parent, id)}`;
            })
          : columns,
    }));
}
