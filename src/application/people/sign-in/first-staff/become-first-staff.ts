import type { RequestOrigin } from '../../../../domain/audit/request-origin.ts';
import type { SignInLevels } from '../../../../domain/people/sign-in-level.ts';
import type { User } from '../../../../domain/people/user.ts';
import { emailKey } from '../../../../domain/shared/email-address.ts';
import type { Clock } from '../../../shared/system.ts';
import type { Repositories } from '../../../unit-of-work.ts';
import { type FlagStores, makeChangeFlags } from '../../change-flags.ts';
import { ownAuditSubject } from '../../own-audit-subject.ts';

type Deps = { signInLevels: SignInLevels; clock: Clock };
export type FirstStaffStores = FlagStores & Pick<Repositories, 'firstStaff'>;

type Arrival = Readonly<{
  /** The address that this sign-in verifies: what is stored of the person does not count. */
  provenEmail: string | null;
  origin: RequestOrigin;
}>;

/** Resolves to the person as they are after it. */
export type BecomeFirstStaff = (stores: FirstStaffStores, user: User, arrival: Arrival) => Promise<User>;

/**
 * Makes a person staff, in the transaction that recognizes them, where an operator named the address that their sign-in
 * verifies. A sign-in that fails after all leaves the permission as it was.
 */
export const makeBecomeFirstStaff = ({ signInLevels, clock }: Deps): BecomeFirstStaff => {
  const changeFlags = makeChangeFlags({ signInLevels, clock });
  return async (stores, user, { provenEmail, origin }) => {
    if (provenEmail === null) return user;
    const permission = await stores.firstStaff.take(emailKey(provenEmail), clock.now());
    if (!permission) return user;
    const author = { userId: user.id, origin };
    const after = await changeFlags(stores, author, user, {
      isStaff: true,
      isSuperuser: permission.isSuperuser || user.isSuperuser,
    });
    await stores.audit.append(author, {
      ...ownAuditSubject(after, after.updatedAt),
      action: 'user.first_staff_used',
      details: { isSuperuser: permission.isSuperuser, namedAt: permission.createdAt.toISOString() },
    });
    return after;
  };
};
