import { type OurTables, spellTime } from './recorded-state.ts';
import type { RecordedTables } from './recordings.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/;

/** Placeholders for generated values: only their format can be compared. */
export const GENERATED = { uuid: '<a new UUID>', time: '<a new time>' } as const;

/** The values that were there before a request; others in an answer were made by it. */
export class KnownValues {
  readonly #values: ReadonlySet<unknown>;

  /** @param recorded rows of the reference, of which some have no row of ours: their ids are known as well */
  constructor(before: OurTables, recorded: RecordedTables = {}) {
    const ids = Object.values(recorded)
      .flat()
      .map(({ id }) => id);
    const values = Object.values(before)
      .flat()
      .flatMap((row) => Object.values(row));
    this.#values = new Set<unknown>([...values, ...ids]);
  }

  has(value: unknown): boolean {
    return this.#values.has(value);
  }

  /** A JSON value with new UUIDs and times replaced by placeholders. */
  withoutGenerated(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((item) => this.withoutGenerated(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.withoutGenerated(item)]),
    );
  }

  #text(text: string): string {
    if (UUID.test(text)) return this.has(text) ? text : GENERATED.uuid;
    if (TIME.test(text)) return this.has(spellTime(text)) ? text : GENERATED.time;
    return text;
  }
}
