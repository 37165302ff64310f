import type { PeopleSnapshot, PeopleSource } from '../ports/people-source.ts';
import type { TakeoverTarget, TakeoverWriter } from '../ports/takeover-target.ts';
import { Checksum } from './checksum.ts';
import { type Digest, type Finding, newMemory } from './mapping.ts';
import type { SourceTableName } from './source-tables.ts';
import type { Row } from './table-shape.ts';
import { TAKEOVER_PLAN } from './takeover-plan.ts';
import { TARGET_TABLE_NAMES, TARGET_TABLES, type TargetTableName } from './target-tables.ts';

/** How far a table is; `phase` says whether its rows are being taken over or compared with what was stored. */
export type Progress = Readonly<{
  phase: 'read' | 'compare';
  table: SourceTableName | TargetTableName;
  done: number;
  total: number;
}>;

export type TableReport = Readonly<{
  table: TargetTableName;
  inserted: number;
  updated: number;
  removed: number;
  unchanged: number;
  /** Of what was given and, equal to it, of what is stored. */
  checksum: string;
}>;

export type TakeoverReport = Readonly<{
  kept: boolean;
  read: Readonly<Partial<Record<SourceTableName, number>>>;
  tables: readonly TableReport[];
  findings: readonly Finding[];
}>;

type Deps = {
  source: PeopleSource;
  target: TakeoverTarget;
  digest: Digest;
  onProgress: (progress: Progress) => void;
};

/** Takes over a database of the reference; with `dryRun` everything is tried and nothing kept. */
export type ImportPeople = (options: { readonly dryRun: boolean }) => Promise<TakeoverReport>;

/**
 * Reads one snapshot of the reference, stores it all or not at all, and compares what is stored with what was read. What
 * is there already and equal is not written: a second run changes nothing.
 *
 * @throws Error when a database cannot be reached, a row of ours stands in the way (its constraint is named), or what is
 *   stored is not what was read
 */
export const makeImportPeople =
  ({ source, target, digest, onProgress }: Deps): ImportPeople =>
  ({ dryRun }) =>
    source.read((snapshot) =>
      target.fill(async (writer) => {
        const ledger = new Ledger(digest);
        const taken = await takeOver(snapshot, writer, { ledger, digest, onProgress });
        const tables: TableReport[] = [];
        for (const table of TARGET_TABLE_NAMES)
          tables.push(await compare(table, writer, { ledger, digest, onProgress }));
        return { keep: !dryRun, kept: !dryRun, tables, ...taken };
      }),
    );

type Tools = { ledger: Ledger; digest: Digest; onProgress: Deps['onProgress'] };

async function takeOver(snapshot: PeopleSnapshot, writer: TakeoverWriter, tools: Tools) {
  const memory = newMemory(tools.digest);
  const findings: Finding[] = [];
  const read: Partial<Record<SourceTableName, number>> = {};
  for (const { source: table, map, finish } of TAKEOVER_PLAN) {
    const total = await snapshot.count(table);
    let done = 0;
    tools.onProgress({ phase: 'read', table, done, total });
    for await (const batch of snapshot.rows(table)) {
      const mapped = batch.map((row) => map(row, memory));
      for (const { findings: found } of mapped) findings.push(...found);
      for (const name of TARGET_TABLE_NAMES) {
        const rows = mapped.flatMap<Row>((one) => (one.rows[name] as readonly Row[] | undefined) ?? []);
        if (rows.length > 0) tools.ledger.note(name, rows, await writer.write(name, rows));
      }
      done += batch.length;
      tools.onProgress({ phase: 'read', table, done, total });
    }
    findings.push(...finish(memory));
    read[table] = done;
  }
  return { findings, read };
}

async function compare(
  table: TargetTableName,
  writer: TakeoverWriter,
  { ledger, digest, onProgress }: Tools,
): Promise<TableReport> {
  const { given, inserted, updated, removed } = ledger.of(table);
  const stored = new Checksum(Object.keys(TARGET_TABLES[table].columns), digest);
  onProgress({ phase: 'compare', table, done: 0, total: given.rows });
  for await (const rows of writer.stored(table)) {
    for (const row of rows) stored.add(row);
    onProgress({ phase: 'compare', table, done: stored.rows, total: given.rows });
  }
  const checksum = String(stored);
  if (checksum !== String(given)) {
    throw new Error(`What is stored in ${table} is not what was read: ${checksum} instead of ${given}`);
  }
  return { table, inserted, updated, removed, unchanged: given.rows - inserted - updated, checksum };
}

type Entry = { given: Checksum; inserted: number; updated: number; removed: number };

/** What was given to each table, and what that changed. */
class Ledger {
  readonly #entries = new Map<TargetTableName, Entry>();

  constructor(private readonly digest: Digest) {}

  of(table: TargetTableName): Entry {
    const entry = this.#entries.get(table) ?? {
      given: new Checksum(Object.keys(TARGET_TABLES[table].columns), this.digest),
      inserted: 0,
      updated: 0,
      removed: 0,
    };
    this.#entries.set(table, entry);
    return entry;
  }

  note(
    table: TargetTableName,
    rows: Parameters<TakeoverWriter['write']>[1],
    written: Awaited<ReturnType<TakeoverWriter['write']>>,
  ): void {
    const entry = this.of(table);
    for (const row of rows) entry.given.add(row);
    entry.inserted += written.inserted;
    entry.updated += written.updated;
    entry.removed += written.removed;
  }
}
