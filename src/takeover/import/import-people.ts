import { type Digest, type Finding, type Memory, newMemory, type WebhookReach } from '../mapping/mapping.ts';
import type { SourceTableName } from '../mapping/source-tables.ts';
import type { Row } from '../mapping/table-shape.ts';
import { type Mapped, SOURCE_OF, TAKEOVER_PLAN } from '../mapping/takeover-plan.ts';
import { TARGET_TABLE_NAMES, TARGET_TABLES, type TargetTableName } from '../mapping/target-tables.ts';
import { Checksum } from './checksum.ts';
import { AbsentNames, conflictFindings } from './conflict-findings.ts';
import { goneFindings } from './gone-findings.ts';
import { Ledger } from './ledger.ts';
import type { PeopleSnapshot, PeopleSource } from './people-source.ts';
import type { TakeoverTarget, TakeoverWriter } from './takeover-target.ts';

/**
 * Progress of a table; `phase`: whether its rows are being stored or compared with what was stored. At the end, when all
 * rows are kept, tables are settled: then `done` counts tables, and `table` is the latest.
 */
export type Progress = Readonly<{
  phase: 'read' | 'compare' | 'settle';
  table: SourceTableName | TargetTableName;
  done: number;
  total: number;
}>;

export type TableReport = Readonly<{
  table: TargetTableName;
  inserted: number;
  updated: number;
  /** Entries of lists, and rows that are not there any more. */
  removed: number;
  unchanged: number;
  /** Rows or lists left as they were changed or removed here, while the reference's are unchanged. */
  kept: number;
  /**
   * Rows or lists that changed on both sides, or exist here for another reason: left as they are here, and reported as
   * findings.
   */
  conflicts: number;
  /** Rows that the reference no longer has and that are still here; each is a finding. */
  gone: number;
  /** Checksum of the given rows, which equals that of the stored ones. */
  checksum: string;
}>;

export type TakeoverReport = Readonly<{
  kept: boolean;
  read: Readonly<Partial<Record<SourceTableName, number>>>;
  tables: readonly TableReport[];
  /** Number of findings, by table. */
  findings: Readonly<Partial<Record<SourceTableName, number>>>;
}>;

type Deps = {
  source: PeopleSource;
  target: TakeoverTarget;
  digest: Digest;
  /** Addresses that webhooks may call here, for findings about the others; by default those of the default settings. */
  webhookReach?: WebhookReach;
  /** The profile of the reference's OpenID provider. */
  claimProfile?: Memory['claimProfile'];
  onProgress: (progress: Progress) => void;
  /** Called with every finding, in parts, and awaited: there may be more than fit into memory. */
  onFindings: (findings: readonly Finding[]) => Promise<void>;
};

/**
 * Takes over a database of the reference. With `dryRun` everything is tried and rolled back; with `removeGone` rows that the
 * reference no longer has are removed, unless they changed here.
 */
export type ImportPeople = (options: {
  readonly dryRun: boolean;
  readonly removeGone?: boolean;
}) => Promise<TakeoverReport>;

/**
 * Reads one snapshot of the reference, stores it all or not at all, and compares what is stored with what was read. What
 * is there already and equal is not written: a second run changes nothing. What was changed here since it was taken over
 * stays as it is; what is gone there is told.
 *
 * @throws Error when a database cannot be reached, a row violates a constraint of ours (which is named), or stored rows
 *   differ from those read
 */
export const makeImportPeople =
  ({ source, target, ...told }: Deps): ImportPeople =>
  async ({ dryRun, removeGone = false }) => {
    const report = await source.read((snapshot) =>
      target.fill(async (writer) => {
        const tools = { ledger: new Ledger(told.digest), ...told };
        const taken = await takeOver(snapshot, writer, { ...tools, removeGone });
        const tables: TableReport[] = [];
        for (const table of TARGET_TABLE_NAMES) tables.push(await compare(table, writer, tools));
        return { keep: !dryRun, kept: !dryRun, tables, ...taken };
      }),
    );
    if (report.kept) await settle(report, target, told.onProgress);
    return report;
  };

type Tools = { ledger: Ledger } & Pick<
  Deps,
  'digest' | 'webhookReach' | 'claimProfile' | 'onProgress' | 'onFindings'
>;

async function takeOver(
  snapshot: PeopleSnapshot,
  writer: TakeoverWriter,
  { removeGone, ...tools }: Tools & { readonly removeGone: boolean },
) {
  const memory = newMemory(tools.digest, tools.webhookReach, tools.claimProfile);
  const absent = new AbsentNames();
  const findings: Partial<Record<SourceTableName, number>> = {};
  const tell = async (table: SourceTableName, found: readonly Finding[]) => {
    if (found.length === 0) return;
    findings[table] = (findings[table] ?? 0) + found.length;
    await tools.onFindings(found);
  };
  const read: Partial<Record<SourceTableName, number>> = {};
  for (const { source: table, targets, map, finish } of TAKEOVER_PLAN) {
    const total = await snapshot.count(table);
    let done = 0;
    tools.onProgress({ phase: 'read', table, done, total });
    for await (const batch of snapshot.rows(table)) {
      const mapped = batch.map((row) => map(row, memory));
      await tell(
        table,
        mapped.flatMap(({ findings: found }) => found),
      );
      for (const [name, rows] of rowsByTable(mapped)) {
        const written = await writer.write(name, rows, ownersOf(mapped));
        tools.ledger.note(name, rows, written);
        await tell(table, conflictFindings(table, name, written.left, absent));
      }
      await writer.leftOut(targets[0], leftOutOf(mapped));
      done += batch.length;
      tools.onProgress({ phase: 'read', table, done, total });
    }
    await tell(table, finish(memory));
    read[table] = done;
  }
  for (const { table, key, name, problem } of await writer.odd()) {
    const source = SOURCE_OF[table];
    await tell(source, [
      { table: source, id: key, problem, outcome: 'kept', ...(name === null ? {} : { name }) },
    ]);
  }
  for await (const gone of writer.gone({ remove: removeGone })) {
    tools.ledger.noteGone(gone);
    for (const finding of goneFindings(gone)) await tell(finding.table, [finding]);
  }
  return { findings, read };
}

/** Rows that are there and become nothing here. */
const leftOutOf = (mapped: readonly Mapped[]): readonly string[] =>
  mapped.flatMap(({ id, rows }) => (Object.keys(rows).length === 0 ? [id] : []));

const rowsOf = (mapped: readonly Mapped[], name: TargetTableName): readonly Row[] =>
  mapped.flatMap<Row>(({ rows }) => (rows[name] as readonly Row[] | undefined) ?? []);

/** The rows for a batch of the reference, by table in their order; empty lists included. */
const rowsByTable = (mapped: readonly Mapped[]): readonly (readonly [TargetTableName, readonly Row[]])[] =>
  TARGET_TABLE_NAMES.flatMap((name) => {
    const isGiven = mapped.some(({ rows }) => rows[name] !== undefined);
    return isGiven ? [[name, rowsOf(mapped, name)] as const] : [];
  });

/** The owners of the lists in a batch, empty lists included: lists belong to organizations. */
const ownersOf = (mapped: readonly Mapped[]): ReadonlySet<string> =>
  new Set(mapped.flatMap(({ rows }) => rows.organization?.map(({ id }) => id) ?? []));

/** After large changes the planner uses outdated statistics until the database analyses the table. */
async function settle({ tables }: TakeoverReport, target: TakeoverTarget, onProgress: Deps['onProgress']) {
  const changed = tables.filter(({ inserted, updated, removed }) => inserted + updated + removed > 0);
  let done = 0;
  await target.settle(
    changed.map(({ table }) => table),
    (table) => onProgress({ phase: 'settle', table, done: ++done, total: changed.length }),
  );
}

async function compare(
  table: TargetTableName,
  writer: TakeoverWriter,
  { ledger, digest, onProgress }: Tools,
): Promise<TableReport> {
  const { given, inserted, updated, removed, kept, conflicts, gone } = ledger.of(table);
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
  const unchanged = given.rows - inserted - updated;
  return { table, inserted, updated, removed, unchanged, kept, conflicts, gone, checksum };
}
