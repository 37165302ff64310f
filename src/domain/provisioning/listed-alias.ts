import { isAliasLocalPart, isDestination } from '../alias/mail-alias.ts';
import { asciiDomainName } from '../shared/domain-name.ts';
import { emailKey, normalizeEmail } from '../shared/email-address.ts';
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
  return { verdict: 'take', alias: { localPart, destination: normalizeEmail(destination) } };
}

/** One key for all spellings of an alias: letter case, invisible characters and the two forms of a domain. */
export const aliasKey = ({
  localPart,
  destination,
}: Pick<ListedAlias, 'localPart' | 'destination'>): string =>
  `${comparable(localPart)}\n${emailKey(comparable(destination))}`;
