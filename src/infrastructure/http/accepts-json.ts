/** The most specific first: it decides. */
const JSON_RANGES = ['application/json', 'application/*', '*/*'];

/**
 * Whether a client with this `Accept` header takes JSON (RFC 9110, 12.5.1), or one of the media types `otherNames`.
 * Parameters other than `q` are ignored: we answer in one form only.
 */
export function acceptsJson(header: string | undefined, otherNames: readonly string[] = []): boolean {
  if (header === undefined) return true;
  const items = header.split(',').map((item) => item.split(';').map((part) => part.trim().toLowerCase()));
  const [parameters] = [...otherNames, ...JSON_RANGES].flatMap((range) =>
    items.filter(([name]) => name === range),
  );
  return parameters !== undefined && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
}
