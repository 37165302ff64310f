type Entry = {
  readonly Timestamp: number;
  readonly Type: string;
  readonly Severity: number;
  readonly Fields: Readonly<Record<string, unknown>>;
} & Readonly<Record<string, unknown>>;

/** A destination for a logger that stores the lines. */
export function keepLines() {
  const lines: string[] = [];
  return {
    destination: { write: (line: string) => void lines.push(line) },
    lines,
    entries: () => lines.map((line): Entry => JSON.parse(line)),
  };
}
