import type { RequestOrigin } from '../../../../domain/audit/request-origin.ts';
import type { LevelWaiver } from '../../../../domain/people/level-waiver.ts';
import { askedLevels, presentsLevel, type SignInLevels } from '../../../../domain/people/sign-in-level.ts';
import type { User } from '../../../../domain/people/user.ts';
import { DomainError } from '../../../../domain/shared/errors.ts';
import type { Clock } from '../../../shared/system.ts';
import type { Repositories } from '../../../unit-of-work.ts';
import { ownAuditSubject } from '../../own-audit-subject.ts';

type Deps = { signInLevels: SignInLevels; clock: Clock };
export type AdmissionStores = Pick<Repositories, 'users' | 'levelWaivers' | 'audit'>;

type Arrival = Readonly<{
  /** The level that the sign-in told. */
  acr: string | undefined;
  /** Whether the account begins with this sign-in: it is gone when the person is refused. */
  isNew: boolean;
  origin: RequestOrigin;
}>;

/** Resolves to the permission by which a person signs in without the level that is asked of them, if they do. */
export type AdmitPerson = (
  stores: AdmissionStores,
  user: User,
  arrival: Arrival,
) => Promise<LevelWaiver | undefined>;

/**
 * Decides, in the transaction that recognizes a person, whether the level of their sign-in is enough for what they may do.
 * An operator's permission is used up where it is not.
 *
 * @throws DomainError `sign_in.level_missing`; params `levels`, separated by spaces; `reached` where the sign-in told one;
 *   `userId` where the account is known
 */
export const makeAdmitPerson =
  ({ signInLevels, clock }: Deps): AdmitPerson =>
  async ({ users, levelWaivers, audit }, user, { acr, isNew, origin }) => {
    const administers = signInLevels.administrators.length > 0 && (await users.administers(user.id));
    const levels = askedLevels(signInLevels, user, administers);
    if (presentsLevel(levels, acr)) return undefined;
    const now = clock.now();
    const waiver = await levelWaivers.take(user.id);
    if (!waiver || waiver.expiresAt <= now) {
      throw new DomainError(
        'sign_in.level_missing',
        `The sign-in has none of the levels ${levels.join(', ')}`,
        {
          params: {
            levels: levels.join(' '),
            ...(acr === undefined ? {} : { reached: acr }),
            ...(isNew ? {} : { userId: user.id }),
          },
        },
      );
    }
    await audit.append(
      { userId: user.id, origin },
      {
        ...ownAuditSubject(user, now),
        action: 'user.level_waiver_used',
        details: { reason: waiver.reason, levels, reached: acr ?? null },
      },
    );
    return waiver;
  };
