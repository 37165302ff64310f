import { isSameEmail } from '../shared/email-address.ts';

/**
 * What somebody who makes an alias may not expect. `mailbox_shadowed`: a mailbox has its address and gets no more mail.
 * `copy_kept`: the alias leads to the mailbox of its address, which keeps a copy of what other aliases send on.
 */
export type AliasWarning = 'mailbox_shadowed' | 'copy_kept';

/**
 * Of an alias of `address` to `destination`.
 *
 * @param destinations of all aliases of that address, this one's included
 */
export function aliasWarnings(
  address: string,
  destination: string,
  { destinations, hasMailbox }: Readonly<{ destinations: readonly string[]; hasMailbox: boolean }>,
): readonly AliasWarning[] {
  if (!hasMailbox) return [];
  if (isSameEmail(destination, address)) return ['copy_kept'];
  return destinations.some((other) => isSameEmail(other, address)) ? [] : ['mailbox_shadowed'];
}
