import { spelledRow, type TableRules, takenError, type Unique } from '../../storage/table-rules.ts';

/** What a table needs of the tables that it refers to, and of those that refer to it. */
type Related = Readonly<{
  name: string;
  ensureHas: (id: unknown) => void;
  letGo: (table: string, ids: ReadonlySet<unknown>) => void;
}>;

/** A row before and after a transaction; undefined where there was or is none. */
type Change<Row> = Readonly<{ before: Row | undefined; after: Row | undefined }>;

const isSame = <Row>({ members, isSame: compare }: Unique<Row>, a: Row, b: Row): boolean =>
  compare ? compare(a, b) : members.every((member) => a[member] !== null && a[member] === b[member]);

/**
 * Rows by id, subject to the same constraints as in PostgreSQL. Rows are copied on write and on read, so that no caller
 * holds a row that another one changes.
 */
export class MemoryTable<Row extends { readonly id: string }> {
  readonly #rows: Map<string, Row>;
  /** The versions before and after of each row that was written or removed, by id. */
  readonly #changes = new Map<string, Change<Row>>();

  /**
   * @param tables all tables, this one included
   * @param former the table whose rows it starts with; changes do not affect that one
   */
  constructor(
    private readonly rules: TableRules<Row>,
    private readonly tables: () => readonly Related[],
    former?: MemoryTable<Row>,
  ) {
    this.#rows = new Map(former ? former.#rows : []);
  }

  get name(): string {
    return this.rules.table;
  }

  /** What was written and removed since the table was made: of a draft, what its transaction changed. */
  changes(): readonly Change<Row>[] {
    return [...this.#changes.values()];
  }

  find(id: Row['id']): Row | undefined {
    return structuredClone(this.#rows.get(id));
  }

  first(matches: (row: Row) => boolean): Row | undefined {
    for (const row of this.#rows.values()) if (matches(row)) return structuredClone(row);
    return undefined;
  }

  all(matches: (row: Row) => boolean): Row[] {
    return structuredClone(this.#matching(matches));
  }

  has(matches: (row: Row) => boolean): boolean {
    return this.first(matches) !== undefined;
  }

  count(matches: (row: Row) => boolean): number {
    return this.#matching(matches).length;
  }

  /** @throws Error unless `id` is null or the id of a row, as a foreign key does */
  ensureHas(id: unknown): void {
    if (id !== null && !this.#rows.has(String(id))) throw new Error(`No ${this.name} has the id ${id}`);
  }

  /** @throws Error when a row has this id or violates a unique constraint, or a referenced row does not exist */
  insert(row: Row): void {
    if (this.#rows.has(row.id)) throw new Error(`A ${this.name} has the id ${row.id}`);
    this.#write(row);
  }

  /**
   * Inserts the row, unless it would violate a unique constraint.
   *
   * @param of the name of that constraint; without it, any
   * @returns whether it was inserted
   */
  insertUnlessTaken(row: Row, of?: string): boolean {
    const taken = this.#taken(spelledRow(this.rules, row));
    if (taken && (of === undefined || of === taken.name)) return false;
    this.insert(row);
    return true;
  }

  /** Replaces the row of that id by the result of `change`; does nothing when there is none. */
  update(id: Row['id'], change: (row: Row) => Row): void {
    const row = this.#rows.get(id);
    if (row) this.#write(change(row), row);
  }

  /** Removes the rows, applies `onDelete` of the tables that refer to them, and returns them. */
  remove(matches: (row: Row) => boolean): Row[] {
    const removed = this.#matching(matches);
    const ids = new Set(removed.map(({ id }) => id));
    for (const row of removed) this.#note(row, undefined);
    for (const id of ids) this.#rows.delete(id);
    if (ids.size > 0) for (const table of this.tables()) table.letGo(this.name, ids);
    return removed;
  }

  /** Applies `onDelete` to the rows that refer to removed rows of another table. */
  letGo(table: string, ids: ReadonlySet<unknown>): void {
    for (const [member, target, onDelete] of this.rules.references ?? []) {
      if (target !== table) continue;
      const referring = this.#matching((row) => ids.has(row[member]));
      if (onDelete === 'cascade') this.remove((row) => referring.includes(row));
      else if (onDelete === 'set null')
        for (const row of referring) this.#write({ ...row, [member]: null }, row);
      else if (referring.length > 0) throw new Error(`A ${this.name} refers to this ${table}`);
    }
  }

  #write(written: Row, former?: Row): void {
    const row = spelledRow(this.rules, written);
    const taken = this.#taken(row, former);
    if (taken) throw takenError(this.rules, taken);
    for (const [member, target] of this.rules.references ?? []) {
      const id: unknown = row[member];
      if (id !== former?.[member])
        this.tables()
          .find(({ name }) => name === target)
          ?.ensureHas(id);
    }
    const stored = structuredClone(row);
    this.#note(former, stored);
    this.#rows.set(row.id, stored);
  }

  #note(before: Row | undefined, after: Row | undefined): void {
    const id = before?.id ?? after?.id;
    if (id === undefined) return;
    const known = this.#changes.get(id);
    this.#changes.set(id, { before: known ? known.before : before, after });
  }

  /**
   * The unique constraint that a row would violate. Constraints that its `former` version shares with it are skipped.
   */
  #taken(row: Row, former?: Row): Unique<Row> | undefined {
    return this.rules.unique?.find((unique) => {
      if (former && isSame(unique, row, former)) return false;
      for (const other of this.#rows.values()) {
        if (other.id !== row.id && isSame(unique, row, other)) return true;
      }
      return false;
    });
  }

  #matching(matches: (row: Row) => boolean): Row[] {
    return [...this.#rows.values()].filter(matches);
  }
}
