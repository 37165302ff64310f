import {
  ensureMay,
  ensureMayAddAccess,
  ensureMayRemoveAccess,
  ensureMaySetRole,
  type MailDomainAccess,
  type MailDomainRole,
  mailDomainAccessAbilities,
} from '../../domain/mail-domain/mail-domain-access.ts';
import { verifiedEmail } from '../../domain/people/email-verification.ts';
import { type InviteAcrossOrganizations, isReachedAtOnce } from '../../domain/people/reached-at-once.ts';
import type { User } from '../../domain/people/user.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainAccessId, UserId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { mailDomainAuditSubject } from './mail-domain-audit-subject.ts';
import type { MailDomainAccessFor } from './read-mail-domain-accesses.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailDomainAccesses' | 'users' | 'audit'>;
type GrantStores = Stores & Pick<Repositories, 'storedCounts'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };

/** The access as the actor sees it after the change. */
async function viewFor(
  { mailDomainAccesses }: Stores,
  actor: Actor,
  access: MailDomainAccess,
  user: User,
): Promise<MailDomainAccessFor> {
  const standing = await mailDomainAccesses.standing(access.mailDomainId, actor.userId);
  return {
    ...access,
    user: { id: user.id, email: verifiedEmail(user), name: user.name },
    abilities: mailDomainAccessAbilities(standing, access),
  };
}

/** Locks the domain, so that of two owners who leave at once the second is refused as the last. */
async function lockDomain({ mailDomains, mailDomainAccesses }: Stores, actor: Actor, slug: string) {
  const mailDomain = await mailDomains.lockBySlug(slug);
  const standing = mailDomain && (await mailDomainAccesses.standing(mailDomain.id, actor.userId));
  ensureMay(standing?.role, 'manageAccesses');
  if (!mailDomain || !standing) throw new DomainError('mail_domain.not_found', 'No such mail domain');
  return { mailDomain, standing };
}

async function lockAccess(stores: Stores, actor: Actor, slug: string, id: MailDomainAccessId) {
  const { mailDomain, standing } = await lockDomain(stores, actor, slug);
  const access = await stores.mailDomainAccesses.find(mailDomain.id, id);
  const user = access && (await stores.users.find(access.userId));
  if (!user) throw new DomainError('mail_domain_access.not_found', 'No such access');
  return { mailDomain, access, user, abilities: mailDomainAccessAbilities(standing, access) };
}

export type GrantMailDomainAccess = (
  actor: Actor,
  input: { readonly slug: string; readonly userId: UserId; readonly role: MailDomainRole },
) => Promise<MailDomainAccessFor>;

/**
 * Gives a person an access to a domain; of another organization, where such are not to accept an invitation first: then they are
 * unknown.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_domain_access.unknown_user`
 *   (params: `value`), `mail_domain_access.owner_grant_forbidden`, `mail_domain_access.already_exists`, `list.full`
 */
export const makeGrantMailDomainAccess =
  ({
    unitOfWork,
    clock,
    ids,
    inviteAcrossOrganizations: across,
  }: {
    unitOfWork: UnitOfWork<GrantStores>;
    clock: Clock;
    ids: IdGenerator;
    inviteAcrossOrganizations: InviteAcrossOrganizations;
  }): GrantMailDomainAccess =>
  (actor, { slug, userId, role }) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, standing } = await lockDomain(stores, actor, slug);
      const user = await stores.users.find(userId);
      if (!user || !isReachedAtOnce(actor, user, across)) {
        throw new DomainError('mail_domain_access.unknown_user', 'No such user', {
          params: { value: userId },
        });
      }
      ensureMayAddAccess(standing.role, role);
      const now = clock.now();
      const access: MailDomainAccess = {
        id: ids.next<MailDomainAccessId>(),
        mailDomainId: mailDomain.id,
        userId,
        role,
        createdAt: now,
        updatedAt: now,
      };
      await ensureRoom(stores, { kind: 'accesses_to_mail_domain', id: mailDomain.id });
      await stores.mailDomainAccesses.insert(access);
      await stores.audit.append(actor, {
        ...mailDomainAuditSubject(mailDomain, actor),
        at: now,
        action: 'mail_domain_access.granted',
        subjectId: userId,
        details: { role },
      });
      return viewFor(stores, actor, access, user);
    });

export type SetMailDomainRole = (
  actor: Actor,
  input: {
    readonly slug: string;
    readonly id: MailDomainAccessId;
    readonly role: MailDomainRole | undefined;
  },
) => Promise<MailDomainAccessFor>;

/**
 * Changes the role of an access; without a role, nothing changes.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_domain_access.not_found`,
 *   `mail_domain_access.role_change_forbidden`, `mail_domain_access.role_forbidden`, `mail_domain_access.last_owner`
 */
export const makeSetMailDomainRole =
  ({ unitOfWork, clock }: Deps): SetMailDomainRole =>
  (actor, { slug, id, role }) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, access, user, abilities } = await lockAccess(stores, actor, slug, id);
      if (role === undefined) return viewFor(stores, actor, access, user);
      ensureMaySetRole(abilities, role);
      const changed: MailDomainAccess = { ...access, role, updatedAt: clock.now() };
      await stores.mailDomainAccesses.update(changed);
      await stores.audit.append(actor, {
        ...mailDomainAuditSubject(mailDomain, actor),
        at: changed.updatedAt,
        action: 'mail_domain_access.role_changed',
        subjectId: access.userId,
        details: { role: { before: access.role, after: role } },
      });
      return viewFor(stores, actor, changed, user);
    });

export type RevokeMailDomainAccess = (actor: Actor, slug: string, id: MailDomainAccessId) => Promise<void>;

/**
 * Removes an access, possibly the actor's own.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_domain_access.not_found`,
 *   `mail_domain_access.last_owner_stays`
 */
export const makeRevokeMailDomainAccess =
  ({ unitOfWork, clock }: Deps): RevokeMailDomainAccess =>
  (actor, slug, id) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, access, abilities } = await lockAccess(stores, actor, slug, id);
      ensureMayRemoveAccess(abilities);
      await stores.mailDomainAccesses.delete(id);
      await stores.audit.append(actor, {
        ...mailDomainAuditSubject(mailDomain, actor),
        at: clock.now(),
        action: 'mail_domain_access.revoked',
        subjectId: access.userId,
        details: { role: access.role },
      });
    });
