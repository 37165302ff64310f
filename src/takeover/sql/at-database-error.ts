/** `people at db.example.fr:5432`, without what opens it. */
function whereIs(url: string): string {
  if (!URL.canParse(url)) return 'an address that cannot be read';
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? hostname;
  return `${pathname.slice(1) || 'a database without a name'} at ${host || 'localhost'}:${port || 5432}`;
}

/** Of several addresses that were tried, each has a message, and all together none. */
const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
};

/** A failure with the database it happened at, without its password: two are used, and drivers do not say which one they mean. */
export class AtDatabaseError extends Error {
  override readonly name = 'AtDatabaseError';

  /** @param role what messages call the database */
  constructor(role: string, url: string, cause: unknown) {
    super(`${role}, ${whereIs(url)}: ${messageOf(cause)}`, { cause });
  }
}
