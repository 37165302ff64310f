/**
 * The address of an issuer, which clients compare letter by letter.
 *
 * @throws Error unless it is written as browsers write it, with a path and without a final slash
 */
export function issuerAddress(written: string): string {
  const isUrl = URL.canParse(written);
  const { protocol, pathname, search, hash, href } = isUrl ? new URL(written) : new URL('about:blank');
  const isWeb = protocol === 'https:' || protocol === 'http:';
  if (!isWeb || search !== '' || hash !== '' || href !== written)
    throw new Error('must be an http(s) URL in lower case, without parameters (?) and fragment (#)');
  if (!/^(?:\/[\w.~-]+)+$/.test(pathname))
    throw new Error('must have a path without a final slash, such as https://regie.example.fr/o');
  return written;
}
