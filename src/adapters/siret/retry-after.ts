/**
 * Reads a `Retry-After` header, a number of seconds or a date (RFC 9110 section 10.2.3).
 * @returns whole seconds from `now`, at least 0; undefined when the header is absent or unreadable
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  // Date.parse would read a bare number such as "1.5" as a date.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
