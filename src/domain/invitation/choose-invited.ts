import type { User } from '../people/user.ts';
import { DomainError } from '../shared/errors.ts';

/** The only account, else the active account that signed in most recently; `ambiguous` when neither rule decides. */
function chooseAccount(accounts: readonly User[]): User | 'ambiguous' | undefined {
  if (accounts.length < 2) return accounts[0];
  const active = accounts.filter(({ isActive }) => isActive);
  if (active.length === 1) return active[0];
  const signedIn = ({ lastLoginAt }: User): number => lastLoginAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const [first, second] = [...active].sort((a, b) => (signedIn(b) > signedIn(a) ? 1 : -1));
  return first && second && signedIn(first) > signedIn(second) ? first : 'ambiguous';
}

/**
 * The account that an invitation reaches, among those with its address (contract/rest-api.md D24).
 *
 * @throws DomainError `code` when several accounts are possible
 */
export function chooseInvited(
  accounts: readonly User[],
  code: 'team_invitation.ambiguous_email' | 'mail_domain_invitation.ambiguous_email',
): User | undefined {
  const chosen = chooseAccount(accounts);
  if (chosen !== 'ambiguous') return chosen;
  throw new DomainError(code, 'Several accounts use this e-mail address');
}
