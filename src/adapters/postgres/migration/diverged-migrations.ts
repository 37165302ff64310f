import { MIGRATIONS_TABLE } from './migration-files.ts';

/** The database was migrated by other files than this release's, so that no migration leads from its schema to ours. */
export class DivergedMigrationsError extends Error {
  constructor(recorded: string, expected: string) {
    super(
      `The database cannot be brought to this release: its record of migrations (${MIGRATIONS_TABLE}) has ${recorded} where this ` +
        `release has ${expected}. It was made before the first release, or from another branch. Use an empty database, or see ` +
        '"Databases from before the first release" in docs/operating.md.',
    );
    this.name = 'DivergedMigrationsError';
  }
}

/**
 * Refuses a database whose migrations are not ours; it may be behind (to be migrated) or ahead (after going back a
 * release).
 *
 * @param applied names recorded in the database.
 * @param names those of this release, in order.
 * @throws DivergedMigrationsError naming the first that differ.
 */
export function ensureSameHistory(applied: readonly string[], names: readonly string[]): void {
  const recorded = applied.toSorted();
  const both = Math.min(recorded.length, names.length);
  for (let index = 0; index < both; index += 1) {
    const [one, other] = [recorded[index], names[index]];
    if (one !== undefined && other !== undefined && one !== other)
      throw new DivergedMigrationsError(one, other);
  }
}
