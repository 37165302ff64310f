/** The calls that a fault or a latency applies to: a method (any when absent) and a path where `*` matches any text. */
export type CallPattern = Readonly<{ method?: string | undefined; path?: string | undefined }>;

/** Patterns look at the path as sent, without its query. */
export function matches(
  { method, path = '*' }: CallPattern,
  call: { method: string; path: string },
): boolean {
  const source = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return (method === undefined || method === call.method) && new RegExp(`^${source}$`).test(call.path);
}
