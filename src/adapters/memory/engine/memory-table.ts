/**
 * Rows by id. Copies what goes in and what comes out, so that nobody holds a row that another one may see change.
 */
export class MemoryTable<Row extends { readonly id: string }> {
  readonly #rows: Map<string, Row>;

  constructor(
    private readonly name: string,
    rows: Iterable<readonly [string, Row]> = [],
  ) {
    this.#rows = new Map(rows);
  }

  /** A table with the same rows, whose changes do not show in this one. Rows are never changed in place. */
  fork(): MemoryTable<Row> {
    return new MemoryTable(this.name, this.#rows);
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

  /** @throws Error unless `id` is null or a row's, as a foreign key does */
  ensureHas(id: Row['id'] | null): void {
    if (id !== null && !this.#rows.has(id)) throw new Error(`No ${this.name} has the id ${id}`);
  }

  /** @throws Error when a row has this id, as a primary key does */
  insert(row: Row): void {
    if (this.#rows.has(row.id)) throw new Error(`A ${this.name} has the id ${row.id}`);
    this.#rows.set(row.id, structuredClone(row));
  }

  /** Replaces the row of that id by what `change` makes of it; does nothing when there is none. */
  update(id: Row['id'], change: (row: Row) => Row): void {
    const row = this.#rows.get(id);
    if (row) this.#rows.set(id, structuredClone(change(row)));
  }

  /** Removes the rows and returns them. */
  remove(matches: (row: Row) => boolean): Row[] {
    const removed = this.#matching(matches);
    for (const { id } of removed) this.#rows.delete(id);
    return removed;
  }

  #matching(matches: (row: Row) => boolean): Row[] {
    return [...this.#rows.values()].filter(matches);
  }
}
