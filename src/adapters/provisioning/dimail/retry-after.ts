/** RFC 9110 section 5.6.7: the preferred date format starts with a day name and ends with GMT. */
const HTTP_DATE = /^[A-Z][a-z]{2},? .* GMT$/;

/**
 * The delay of a `Retry-After` header (RFC 9110 section 10.2.3), in whole seconds from `now`; 0 for a date in the past,
 * undefined when the header is absent or unreadable.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) {
    return Number(value);
  }
  const date = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
