/** Whether a text is `https://key@host/path/number` (documentation of the Sentry SDK, section DSN). */
export function isDsn(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, pathname } = new URL(text);
  return /^https?:$/.test(protocol) && username !== '' && /\/\d+$/.test(pathname);
}
