import type { Digest } from '../mapping/mapping.ts';
import { rowKey } from '../mapping/row-key.ts';
import type { Row } from '../mapping/table-shape.ts';
import { TARGET_TABLES, type TargetTableName } from '../mapping/target-tables.ts';
import { Checksum } from './checksum.ts';
import type { GoneRow, Written } from './takeover-target.ts';

type Entry = {
  /** Checksum without the rows left as they are here. */
  given: Checksum;
  inserted: number;
  updated: number;
  removed: number;
  kept: number;
  conflicts: number;
  gone: number;
};

/** The rows given to each table, and what was changed by them. */
export class Ledger {
  readonly #entries = new Map<TargetTableName, Entry>();

  constructor(private readonly digest: Digest) {}

  of(table: TargetTableName): Entry {
    const entry = this.#entries.get(table) ?? {
      given: new Checksum(Object.keys(TARGET_TABLES[table].columns), this.digest),
      inserted: 0,
      updated: 0,
      removed: 0,
      kept: 0,
      conflicts: 0,
      gone: 0,
    };
    this.#entries.set(table, entry);
    return entry;
  }

  note(table: TargetTableName, rows: readonly Row[], written: Written): void {
    const entry = this.of(table);
    const left = new Set(written.left.map(({ key }) => key));
    const conflicts = written.left.filter(({ isConflict }) => isConflict).length;
    for (const row of rows) if (!left.has(rowKey(row, TARGET_TABLES[table]))) entry.given.add(row);
    entry.inserted += written.inserted;
    entry.updated += written.updated;
    entry.removed += written.removed;
    entry.conflicts += conflicts;
    entry.kept += left.size - conflicts;
  }

  /** Rows that are not there any more: removed here as well, or still here. */
  noteGone(gone: readonly GoneRow[]): void {
    for (const { table, fate } of gone) {
      const entry = this.of(table);
      if (fate === 'removed') entry.removed += 1;
      else entry.gone += 1;
    }
  }
}
