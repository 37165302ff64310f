import type { AlterTableStmt, Node } from 'libpg-query';
import { parseMigration } from '../../src/adapters/postgres/migration/read-migration.ts';
import {
  type ParsedStatement,
  splitStatements,
} from '../../src/adapters/postgres/migration/split-statements.ts';
import { alterTableDangers, type Proven } from './alter-table-dangers.ts';
import { doBlockDangers } from './do-block-dangers.ts';
import { lockedTables, referredTables, tableName } from './locked-tables.ts';
import { nodeOf, nodesOf } from './node-of.ts';
import { isRepeatable } from './repeatable.ts';
import { isRule, type Rule } from './rules.ts';

export type Danger = Readonly<{ file: string; line: number; rule: Rule; statement: string }>;

/** Statements that neither lock an existing object for long nor remove anything. */
const HARMLESS: readonly string[] = [
  'AlterEnumStmt',
  'AlterFunctionStmt',
  'AlterSeqStmt',
  'AlterTSConfigurationStmt',
  'AlterTSDictionaryStmt',
  'CommentStmt',
  'CompositeTypeStmt',
  'CreateCastStmt',
  'CreateDomainStmt',
  'CreateEnumStmt',
  'CreateExtensionStmt',
  'CreateFunctionStmt',
  'CreatePolicyStmt',
  'CreateSchemaStmt',
  'CreateSeqStmt',
  'CreateStatsStmt',
  'CreateTableAsStmt',
  'CreateTrigStmt',
  'DefineStmt',
  'GrantStmt',
  'InsertStmt',
  'ViewStmt',
];

/** The texts of the migrations after the first release, in order: each is checked with those before it in mind. */
export async function findDangers(
  files: readonly Readonly<{ name: string; sql: string }>[],
): Promise<readonly Danger[]> {
  const nullChecks = new NullChecks();
  const dangers: Danger[] = [];
  for (const { name, sql } of files) {
    const { isTransaction } = await parseMigration(name, sql);
    const file = new FileReader(isTransaction, nullChecks);
    for (const statement of await splitStatements(sql, `${name}.sql`)) {
      const found = await file.dangersOf(statement.node, statement.sql);
      const { line } = statement;
      for (const rule of withoutAllowed(found, statement)) {
        dangers.push({ file: `${name}.sql`, line, rule, statement: statement.sql.split('\n', 1)[0] ?? '' });
      }
    }
    nullChecks.endFile();
  }
  return dangers;
}

const ALLOW = /^-- allow ([a-z-]+): \S/gm;

function withoutAllowed(found: readonly Rule[], { above }: ParsedStatement): readonly Rule[] {
  const allowed = [...above.matchAll(ALLOW)].map(([, name = '']) => name);
  const useless = allowed.some((name) => !isRule(name) || !found.includes(name));
  const rules = [...new Set(found)].filter((rule) => !allowed.includes(rule));
  return useless ? [...rules, 'allow-without-effect'] : rules;
}

/** Reads the statements of one file in order, with its new tables and its locked ones. */
class FileReader {
  readonly #created = new Set<string>();
  readonly #locked = new Set<string>();
  readonly #referred = new Set<string>();

  constructor(
    private readonly isTransaction: boolean,
    private readonly nullChecks: NullChecks,
  ) {}

  async dangersOf(node: Node, sql: string): Promise<readonly Rule[]> {
    const block = nodeOf(node, 'DoStmt');
    const dangers =
      block === undefined
        ? this.#dangersOf(node)
        : await doBlockDangers(sql, this.isTransaction, (embedded) => this.dangersOf(embedded, sql));
    return [
      ...dangers,
      ...(this.isTransaction && this.#locksAnother(node) ? (['several-tables'] as const) : []),
      ...(this.isTransaction || isRepeatable(node) ? [] : (['not-repeatable'] as const)),
    ];
  }

  #dangersOf(node: Node): readonly Rule[] {
    const create = nodeOf(node, 'CreateStmt');
    if (create !== undefined) {
      this.#created.add(tableName(create.relation));
      return (create.inhRelations ?? []).length > 0 ? ['unknown-effect'] : [];
    }
    const alter = nodeOf(node, 'AlterTableStmt');
    if (alter !== undefined) return this.#alterDangers(alter);
    const index = nodeOf(node, 'IndexStmt');
    if (index !== undefined) {
      if (index.concurrent === true) return this.isTransaction ? ['concurrently-in-transaction'] : [];
      return this.#isNew(tableName(index.relation)) ? [] : ['plain-index'];
    }
    const drop = nodeOf(node, 'DropStmt');
    if (drop?.removeType === 'OBJECT_INDEX') {
      if (drop.concurrent !== true) return ['plain-drop-index'];
      return this.isTransaction ? ['concurrently-in-transaction'] : [];
    }
    return otherDangers(node, (table) => this.#isNew(table));
  }

  #alterDangers(statement: AlterTableStmt): readonly Rule[] {
    const table = tableName(statement.relation);
    if (this.#isNew(table)) return [];
    if (statement.objtype !== 'OBJECT_TABLE') return ['unknown-effect'];
    const dangers = alterTableDangers(statement, this.isTransaction, this.nullChecks.of(table));
    this.nullChecks.learn(table, statement);
    if (!this.isTransaction) this.nullChecks.endFile();
    return dangers;
  }

  /** Whether a statement locks an existing table while the transaction holds the lock of another. */
  #locksAnother(node: Node): boolean {
    for (const table of referredTables(nodeOf(node, 'CreateStmt')?.tableElts ?? [])) {
      if (!this.#isNew(table)) this.#referred.add(table);
    }
    for (const table of lockedTables(node)) if (!this.#isNew(table)) this.#locked.add(table);
    return this.#locked.size > 0 && new Set([...this.#locked, ...this.#referred]).size > 1;
  }

  #isNew(table: string): boolean {
    return this.#created.has(table);
  }
}

function otherDangers(node: Node, isNew: (table: string) => boolean): readonly Rule[] {
  const changed =
    nodeOf(node, 'UpdateStmt') ?? nodeOf(node, 'DeleteStmt') ?? nodeOf(node, 'MergeStmt') ?? undefined;
  if (changed !== undefined) return isNew(tableName(changed.relation)) ? [] : ['whole-table'];
  const analyze = nodeOf(node, 'VacuumStmt');
  if (analyze !== undefined) return analyze.is_vacuumcmd === true ? ['unknown-effect'] : [];
  const select = nodeOf(node, 'SelectStmt');
  if (select !== undefined) return (select.lockingClause ?? []).length > 0 ? ['lock-table'] : [];
  const kinds = Object.keys(node);
  const rule: Record<string, Rule> = {
    DropStmt: 'contraction',
    RenameStmt: 'contraction',
    AlterObjectSchemaStmt: 'contraction',
    TruncateStmt: 'whole-table',
    LockStmt: 'lock-table',
    TransactionStmt: 'transaction-control',
    VariableSetStmt: 'settings',
    ReindexStmt: 'plain-index',
    ClusterStmt: 'rewrite',
  };
  return kinds.flatMap((kind) => rule[kind] ?? (HARMLESS.includes(kind) ? [] : ['unknown-effect']));
}

/** The columns known not to be null, from CHECK constraints that an earlier transaction validated. */
class NullChecks {
  readonly #columns = new Map<string, string>();
  readonly #validated = new Set<string>();
  #validatedNow: string[] = [];

  of(table: string): Proven {
    return {
      isNotNull: (column) =>
        [...this.#validated].some((key) => key.startsWith(`${table} `) && this.#columns.get(key) === column),
      isNullCheck: (constraint) => this.#columns.has(`${table} ${constraint}`),
    };
  }

  learn(table: string, { cmds }: AlterTableStmt): void {
    for (const { subtype, name, def } of nodesOf(cmds, 'AlterTableCmd')) {
      const constraint = nodeOf(def, 'Constraint');
      if (subtype === 'AT_AddConstraint' && constraint?.conname !== undefined) {
        const test = nodeOf(constraint.raw_expr, 'NullTest');
        const column = nodesOf(nodeOf(test?.arg, 'ColumnRef')?.fields, 'String')[0]?.sval;
        if (test?.nulltesttype === 'IS_NOT_NULL' && column !== undefined) {
          this.#columns.set(`${table} ${constraint.conname}`, column);
        }
      }
      if (subtype === 'AT_ValidateConstraint') this.#validatedNow.push(`${table} ${name ?? ''}`);
    }
  }

  endFile(): void {
    for (const key of this.#validatedNow) this.#validated.add(key);
    this.#validatedNow = [];
  }
}
