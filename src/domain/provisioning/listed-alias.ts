import { isAliasLocalPart, isDestination } from '../alias/mail-alias.ts';
import { asciiDomainName } from '../mail-domain/mail-domain-name.ts';
import type { SkipReason } from './listed-mailbox.ts';
import { comparable } from './listed-place.ts';

/** An alias as the provisioner lists it: mail to `localPart` of the domain goes to `destination`. */
export type ListedAlias = Readonly<{
  localPart: string;
  destination: string;
  /** The domain in the alias's row, if it has one. */
  domain?: string | undefined;
}>;

export type ListedAliasVerdict =
  | { readonly verdict: 'take'; readonly alias: ListedAlias }
  | { readonly verdict: 'skip'; readonly reason: SkipReason };

/** Whether a listed alias belongs to the domain `domainName`; rows without a domain do. */
export const isAliasOf = ({ domain }: ListedAlias, domainName: string): boolean =>
  domain === undefined || asciiDomainName(domain) === domainName;

/** Whether a listed alias can be imported into the domain `domainName`, where it must be valid. */
export function judgeListedAlias(listed: ListedAlias, domainName: string): ListedAliasVerdict {
  const { localPart: written, destination } = listed;
  const localPart = written.toLowerCase();
  if (!isAliasOf(listed, domainName)) return { verdict: 'skip', reason: 'other_domain' };
  if (!isAliasLocalPart(localPart, domainName)) return { verdict: 'skip', reason: 'invalid_local_part' };
  if (!isDestination(destination)) return { verdict: 'skip', reason: 'invalid_destination' };
  return { verdict: 'take', alias: { localPart, destination } };
}

/** One key for all spellings of an alias: letter case, invisible characters and the two forms of a domain. */
export function aliasKey({ localPart, destination }: Pick<ListedAlias, 'localPart' | 'destination'>): string {
  const to = comparable(destination);
  const at = to.lastIndexOf('@') + 1;
  return `${comparable(localPart)}\n${to.slice(0, at)}${asciiDomainName(to.slice(at)) ?? to.slice(at)}`;
}
