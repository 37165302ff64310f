export type JournalEntry = Readonly<{
  /** By the server's clock. */
  at: Date;
  method: string;
  /** The request target as sent: path and query. */
  path: string;
  /** The status answered, `reset` when the connection was cut instead, null while there is no answer. */
  outcome: number | 'reset' | null;
}>;

type OpenEntry = { -readonly [K in keyof JournalEntry]: JournalEntry[K] };

/** The requests received, oldest first. Headers and bodies, which hold secrets, are never kept. */
export class Journal {
  #entries: OpenEntry[] = [];
  #open = 0;
  #peak = 0;

  /** Notes a request; the function returned notes its end. */
  begin(at: Date, method: string, path: string): (outcome: number | 'reset') => void {
    const entry: OpenEntry = { at, method, path, outcome: null };
    this.#entries.push(entry);
    this.#open += 1;
    this.#peak = Math.max(this.#peak, this.#open);
    return (outcome) => {
      if (entry.outcome === null) {
        entry.outcome = outcome;
        this.#open -= 1;
      }
    };
  }

  entries(): readonly JournalEntry[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  /** The largest number of requests that were open at once since the last `clear`. */
  get peakConcurrency(): number {
    return this.#peak;
  }

  clear(): void {
    this.#entries = [];
    this.#peak = this.#open;
  }
}
