import { normalizeDomain } from '../shared/domain-name.ts';

/**
 * Domains where anybody can get an address, such as mailbox providers' (`listed`), and domains known not to be
 * (`exempt`), as DNS has them.
 */
export type SharedMailDomains = Readonly<{
  listed: ReadonlySet<string>;
  exempt: ReadonlySet<string>;
}>;

/**
 * Whether an address at this domain says nothing about its owner's employer. A listed domain counts with all domains
 * below it, unless a nearer one is listed otherwise.
 */
export function isSharedMailDomain(domain: string, { listed, exempt }: SharedMailDomains): boolean {
  const labels = normalizeDomain(domain).split('.');
  for (let first = 0; first < labels.length; first += 1) {
    const name = labels.slice(first).join('.');
    if (exempt.has(name)) return false;
    if (listed.has(name)) return true;
  }
  return false;
}
