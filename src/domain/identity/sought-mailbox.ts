import { domainSpellings } from '../shared/domain-name.ts';
import { EMAIL_MAX_LENGTH } from '../shared/email-address.ts';
import { isStorable } from '../shared/storable-text.ts';
import { isLongerThan } from '../shared/text-length.ts';

/** What to look for in storage where somebody wrote the address of a mailbox. */
export type SoughtMailbox = Readonly<{
  /** Lower case. */
  localPart: string;
  /** All spellings in which the domain may be stored, the one of today first. */
  domainNames: readonly string[];
}>;

/** Undefined for what cannot be the address of any mailbox. */
export function soughtMailbox(address: string): SoughtMailbox | undefined {
  const at = address.lastIndexOf('@');
  if (at < 1 || isLongerThan(address, EMAIL_MAX_LENGTH) || !isStorable(address)) return undefined;
  return {
    localPart: address.slice(0, at).toLowerCase(),
    domainNames: domainSpellings(address.slice(at + 1)),
  };
}
