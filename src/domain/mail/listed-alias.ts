import type { SkipReason } from './listed-mailbox.ts';
import { isAliasLocalPart, isDestination } from './mail-alias.ts';

/** An alias as the provisioner lists it: mail to `localPart` of the domain goes to `destination`. */
export type ListedAlias = Readonly<{ localPart: string; destination: string }>;

export type ListedAliasVerdict =
  | { readonly verdict: 'take'; readonly alias: ListedAlias }
  | { readonly verdict: 'skip'; readonly reason: SkipReason };

/** Whether a listed alias can be one of ours in the domain called `domainName`: it could have been made here. */
export function judgeListedAlias(
  { localPart: written, destination }: ListedAlias,
  domainName: string,
): ListedAliasVerdict {
  const localPart = written.toLowerCase();
  if (!isAliasLocalPart(localPart, domainName)) return { verdict: 'skip', reason: 'invalid_local_part' };
  if (!isDestination(destination)) return { verdict: 'skip', reason: 'invalid_destination' };
  return { verdict: 'take', alias: { localPart, destination } };
}
