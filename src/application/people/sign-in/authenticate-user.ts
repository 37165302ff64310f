import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import type { SharedMailDomains } from '../../../domain/organization/shared-mail-domains.ts';
import { profileContact } from '../../../domain/people/contact.ts';
import { isNewProof, verifiedEmail } from '../../../domain/people/email-verification.ts';
import {
  type ClaimSettings,
  type Identity,
  readIdentity,
  withIdentity,
} from '../../../domain/people/identity.ts';
import type { InviteAcrossOrganizations } from '../../../domain/people/reached-at-once.ts';
import type { User } from '../../../domain/people/user.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { ContactId, UserId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { type AcceptanceStores, makeConvertInvitations } from '../../invitation/turn-into-access.ts';
import type { PluginRegistry } from '../../organization/plugins/plugin-registry.ts';
import type { Logger } from '../../shared/logger.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { ownAuditSubject } from '../own-audit-subject.ts';
import { type ChangeSubStores, makeChangeSub } from './change-sub.ts';
import type { FirstStaffStores } from './first-staff/become-first-staff.ts';
import type { AdmissionStores } from './level/admit-person.ts';
import { OrganizationPlacement } from './place-in-organization.ts';
import { makeReconsiderOrganization } from './reconsider-organization.ts';

type SignInRepositories = ChangeSubStores &
  AcceptanceStores &
  AdmissionStores &
  FirstStaffStores &
  Pick<Repositories, 'users' | 'contacts' | 'organizations' | 'placements'>;
type Deps = {
  unitOfWork: UnitOfWork<SignInRepositories>;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
  plugins: PluginRegistry;
  signInSettings: SignInSettings;
  mailSettings: Pick<MailSettings, 'siteUrl'>;
  inviteAcrossOrganizations: InviteAcrossOrganizations;
};

export type SignInSettings = Readonly<{
  claims: ClaimSettings;
  /** Whether people who sign in for the first time get an account. */
  createsUsers: boolean;
  /** Whether a person with an unknown `sub` is identified by e-mail: some providers send a new `sub` each time. */
  fallsBackToEmail: boolean;
  defaultLanguage: Language;
  /** Domains where anybody can get an address: they do not place a person in an organization. */
  sharedMailDomains: SharedMailDomains;
}>;

/** What a sign-in tells besides who the person is. */
type Arrival = Readonly<{
  /** Whether the account begins with this sign-in. */
  isNew: boolean;
  /** The address that the provider vouches for in this sign-in, whatever is stored. */
  provenEmail: string | null;
}>;

type Admit = (stores: AdmissionStores & FirstStaffStores, user: User, arrival: Arrival) => Promise<void>;

/**
 * `origin`: the origin of the sign-in, for the audit log. `admit`: decides about the person in the same transaction, as they
 * are after it; what it throws undoes all of it.
 */
export type AuthenticateUser = (
  claims: Readonly<Record<string, unknown>>,
  origin: RequestOrigin,
  admit?: Admit,
) => Promise<User>;

const refused = (reason: string, userId?: UserId) =>
  new DomainError('sign_in.refused', `Sign-in refused: ${reason}`, {
    params: { reason, ...(userId === undefined ? {} : { userId }) },
  });

/**
 * Finds or creates the user of a provider's claims, in one transaction with the organization, the profile contact and
 * the accesses from invitations (contract/rest-api.md 3.14, deviations D1, D3, D23, D34).
 *
 * @throws DomainError `sign_in.refused`; params `reason`: `sub` or a claim name, `inactive`, `ambiguous_email`,
 *   `overtaken`, `unknown_user`, `no_organization`; `userId` where
 *   the account is known
 */
export const makeAuthenticateUser = ({
  unitOfWork,
  clock,
  ids,
  logger,
  plugins,
  signInSettings,
  mailSettings,
  inviteAcrossOrganizations,
}: Deps): AuthenticateUser => {
  const { sharedMailDomains } = signInSettings;
  const placement = new OrganizationPlacement({ clock, ids, logger, plugins, sharedMailDomains });
  const reconsiderOrganization = makeReconsiderOrganization({ clock, logger, placement });

  const convertInvitations = makeConvertInvitations({ clock, ids });
  const changeSub = makeChangeSub({ clock, ids, mailSettings });

  const findKnown = async ({ users }: SignInRepositories, identity: Identity): Promise<User | undefined> => {
    const email = verifiedEmail(identity);
    const bySub = await users.findBySub(identity.sub);
    if (bySub || !signInSettings.fallsBackToEmail || email === null) {
      return bySub;
    }
    const [match, another] = await users.findActiveByEmail(email);
    if (another) throw refused('ambiguous_email');
    if (match) logger.info('account recognized by e-mail: its sub changes', { userId: match.id });
    return match;
  };

  const welcomeBack = async (
    repositories: SignInRepositories,
    seen: User,
    identity: Identity,
    origin: RequestOrigin,
  ): Promise<User> => {
    if (!seen.isActive) throw refused('inactive', seen.id);
    const { id } = seen;
    const author = { userId: id, origin };
    const now = clock.now();
    const reconsidered = await reconsiderOrganization.beforeLock(
      repositories,
      withIdentity(seen, identity, now),
      identity,
      author,
    );
    // The user is read again under a lock: a deactivation at the same time must not be overwritten.
    const known = await repositories.users.lock(id);
    if (!known?.isActive) throw refused('inactive', seen.id);
    // Identified by an address that a sign-in of the account's owner has just replaced: the next attempt decides.
    if (known.sub !== identity.sub && isNewProof(known, identity)) throw refused('overtaken', known.id);
    const described = withIdentity(known, identity, now);
    const organizationId = await reconsiderOrganization.afterLock(
      repositories,
      described,
      reconsidered,
      author,
    );
    const user = { ...described, organizationId, lastLoginAt: now };
    await repositories.users.update(user);
    if (user.sub !== known.sub) await changeSub(repositories, author, known, user);
    // Where people of other organizations are invited, an invitation may have waited for somebody with an account.
    if (inviteAcrossOrganizations === 'accept' || isNewProof(known, user)) {
      await convertInvitations(repositories, user, origin);
    }
    return user;
  };

  const welcome = async (
    repositories: SignInRepositories,
    identity: Identity,
    origin: RequestOrigin,
  ): Promise<User> => {
    if (!signInSettings.createsUsers) throw refused('unknown_user');
    const author = { userId: ids.next<UserId>(), origin };
    const organization = await placement.place(repositories, placement.evidence(identity, identity), author);
    if (!organization) throw refused('no_organization');
    const now = clock.now();
    const user: User = {
      id: author.userId,
      sub: identity.sub,
      email: identity.email,
      emailVerified: identity.emailVerified,
      name: identity.name,
      language: signInSettings.defaultLanguage,
      timezone: 'UTC',
      isDevice: false,
      isStaff: false,
      isSuperuser: false,
      isActive: true,
      organizationId: organization.id,
      lastLoginAt: now,
      createdAt: now,
      updatedAt: now,
    };
    const stored = await repositories.users.insertOrFind(user);
    // The person signed in twice at once.
    if (stored.id !== user.id) return welcomeBack(repositories, stored, identity, origin);
    await repositories.audit.append(author, { ...ownAuditSubject(user, now), action: 'user.created' });
    await convertInvitations(repositories, user, origin);
    await repositories.contacts.insert(profileContact(ids.next<ContactId>(), user, now));
    return user;
  };

  return (claims, origin, admit) =>
    unitOfWork.run(async (repositories) => {
      const identity = readIdentity(claims, signInSettings.claims);
      const known = await findKnown(repositories, identity);
      const user = known
        ? await welcomeBack(repositories, known, identity, origin)
        : await welcome(repositories, identity, origin);
      await admit?.(repositories, user, { isNew: known === undefined, provenEmail: verifiedEmail(identity) });
      return user;
    });
};
