import type { User } from '../../domain/people/user.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Repositories } from '../unit-of-work.ts';

type Stores = Pick<Repositories, 'users'>;

/** A person by the id of their account, or by their verified address. */
export type NamedPerson = Readonly<{ id: UserId } | { email: string }>;

/** The accounts that are named, active or not. */
export async function accountsNamed({ users }: Stores, person: NamedPerson): Promise<readonly User[]> {
  if (!('id' in person)) return users.listByEmail(person.email);
  const user = await users.find(person.id);
  return user ? [user] : [];
}

/**
 * The one account that is named; with `isActive`, of the active ones.
 *
 * @throws DomainError `user.not_found`; `request.invalid` where several accounts have the address
 */
export async function accountNamed(
  stores: Stores,
  person: NamedPerson,
  { isActive = false }: { isActive?: boolean } = {},
): Promise<User> {
  const found = await accountsNamed(stores, person);
  const [user, another] = isActive ? found.filter((one) => one.isActive) : found;
  if (another) throw new DomainError('request.invalid', 'Several accounts have this address: give an id');
  if (!user) throw new DomainError('user.not_found', `No ${isActive ? 'active ' : ''}account is named so`);
  return user;
}
