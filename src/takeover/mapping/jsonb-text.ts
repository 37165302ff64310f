const byLengthThenBytes = ([a]: [string, unknown], [b]: [string, unknown]): number =>
  Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * A JSON value as PostgreSQL writes one of type `jsonb`: members in the order of their names' lengths, then of their
 * bytes, and a space after each colon and comma. Members that are undefined are left out.
 */
export function jsonbText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(byLengthThenBytes)
    .map(([name, member]) => `${JSON.stringify(name)}: ${jsonbText(member)}`)
    .join(', ')}}`;
}
