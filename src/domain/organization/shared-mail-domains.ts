/** Domains where anybody gets an address, such as those of mailbox providers, and what is known not to be one. */
export type SharedMailDomains = Readonly<{
  listed: ReadonlySet<string>;
  exempt: ReadonlySet<string>;
}>;

/** As domains are compared here: lower case, compatibility characters made plain (NFKC). */
export const foldMailDomain = (domain: string): string => domain.normalize('NFKC').toLowerCase();

/**
 * Whether an address at this domain says nothing about who employs its owner. What holds for a domain holds for those
 * below it, unless a nearer one says otherwise.
 */
export function isSharedMailDomain(domain: string, { listed, exempt }: SharedMailDomains): boolean {
  const labels = foldMailDomain(domain).split('.');
  for (let first = 0; first < labels.length; first += 1) {
    const name = labels.slice(first).join('.');
    if (exempt.has(name)) return false;
    if (listed.has(name)) return true;
  }
  return false;
}
