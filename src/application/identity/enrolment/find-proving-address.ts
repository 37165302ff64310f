import { type ProvingAddress, provingAddress } from '../../../domain/identity/enrolment-proof.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { PasswordOwner } from '../password/password-owner.ts';

/** Aliases that lead to aliases are followed that far. */
const MOST_ALIASES_IN_A_ROW = 5;

/** Where a code for the owner can be mailed: the secondary address, unless our aliases lead it back to the mailbox. */
export async function findProvingAddress(
  { mailAliases }: Pick<Repositories, 'mailAliases'>,
  { mailbox, mailDomain }: Pick<PasswordOwner, 'mailbox' | 'mailDomain'>,
  now: Date,
): Promise<ProvingAddress> {
  const reached = new Set<string>();
  let next = mailbox.secondaryEmail === null ? [] : [mailbox.secondaryEmail];
  for (let steps = 0; steps < MOST_ALIASES_IN_A_ROW && next.length > 0; steps += 1) {
    const destinations = await mailAliases.destinationsOf(next);
    next = destinations.filter((destination) => !reached.has(destination));
    for (const destination of next) reached.add(destination);
  }
  return provingAddress(mailbox, mailDomain.name, [...reached], now);
}
