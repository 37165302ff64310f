import type { Finding } from '../mapping/mapping.ts';
import type { SourceTableName } from '../mapping/source-tables.ts';
import type { TargetTableName } from '../mapping/target-tables.ts';
import type { LeftAlone, Obstacle } from './takeover-target.ts';

const PROBLEMS = {
  changed_here: 'changed there, and here since it was taken over',
  removed_here: 'changed there, and removed here since it was taken over',
  already_here: 'another one is here that was never taken over',
  parent_missing: 'what it belongs to is not here any more',
  held_by_another: "one of its identifiers is another one's here",
} as const satisfies Record<Obstacle, string>;

/** Findings for operators to decide: the row stays as it is here, and is reported on each run until both sides agree. */
export const conflictFindings = (
  table: SourceTableName,
  target: TargetTableName,
  left: readonly LeftAlone[],
): readonly Finding[] =>
  left
    .filter(({ isConflict }) => isConflict)
    .map(({ key, why }) => ({
      table,
      id: key,
      problem: `${target}: ${PROBLEMS[why]}`,
      outcome: why === 'parent_missing' ? 'left out' : 'left as it is here',
    }));
