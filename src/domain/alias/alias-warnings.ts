import { isSameEmail } from '../shared/email-address.ts';

/**
 * What somebody who makes an alias or a mailbox may not expect. `mailbox_shadowed`: aliases send all mail of the mailbox
 * of their address on, and it gets none. `copy_kept`: an alias leads to the mailbox of its own address, which keeps a copy
 * of what other aliases send on.
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

/**
 * Of a mailbox at `address`.
 *
 * @param destinations of all aliases of that address
 */
export function mailboxWarnings(address: string, destinations: readonly string[]): readonly AliasWarning[] {
  if (destinations.length === 0) return [];
  return [destinations.some((one) => isSameEmail(one, address)) ? 'copy_kept' : 'mailbox_shadowed'];
}

/** Of adding `wanted` destinations to those that an address has. */
export function plannedWarnings(
  address: string,
  wanted: readonly string[],
  { present, hasMailbox }: Readonly<{ present: readonly string[]; hasMailbox: boolean }>,
): readonly AliasWarning[] {
  const destinations = [...present, ...wanted];
  return [...new Set(wanted.flatMap((one) => aliasWarnings(address, one, { destinations, hasMailbox })))];
}
