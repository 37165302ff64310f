import type { User } from '../user/user.ts';

/**
 * Whom an invitation reaches, among the accounts with its address: the only one, else the active one that signed in
 * most recently (contract/rest-api.md D24); `ambiguous` when that decides nothing.
 */
export function chooseAccount(accounts: readonly User[]): User | 'ambiguous' | undefined {
  if (accounts.length < 2) return accounts[0];
  const active = accounts.filter(({ isActive }) => isActive);
  if (active.length === 1) return active[0];
  const signedIn = ({ lastLoginAt }: User): number => lastLoginAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const [first, second] = [...active].sort((a, b) => (signedIn(b) > signedIn(a) ? 1 : -1));
  return first && second && signedIn(first) > signedIn(second) ? first : 'ambiguous';
}
