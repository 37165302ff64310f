import { chooseInvited } from '../../domain/invitation/choose-invited.ts';
import { expiryOfInvitation } from '../../domain/invitation/invitation-lifetime.ts';
import {
  ensureMayInvite,
  type MailDomainInvitation,
} from '../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import { ensureMay, type MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainAccessId, MailDomainInvitationId, UserId } from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';
import { aboutMailDomain } from '../mail-domain/about-mail-domain.ts';
import { makeQueueMail } from '../notification/queue-mail.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import type { MailSettings } from '../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { InviteOutcome } from './invite-outcome.ts';
import { type MailDomainInvitationView, viewInvitation } from './read-mail-domain-invitations.ts';

type Stores = Pick<
  Repositories,
  | 'mailDomains'
  | 'mailDomainAccesses'
  | 'mailDomainInvitations'
  | 'users'
  | 'outgoingMails'
  | 'outbox'
  | 'audit'
  | 'storedCounts'
>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock; ids: IdGenerator; mailSettings: MailSettings };

export type MailDomainInviteOutcome = InviteOutcome<MailDomainInvitationView, MailDomainAccessId>;

const notFound = () => new DomainError('mail_domain.not_found', 'No such mail domain');

async function lockDomain({ mailDomains, mailDomainAccesses }: Stores, actor: Actor, slug: string) {
  const mailDomain = await mailDomains.lockBySlug(slug);
  if (!mailDomain) throw notFound();
  const { role } = await mailDomainAccesses.standing(mailDomain.id, actor.userId);
  ensureMay(role, 'manageAccesses');
  return { mailDomain, role };
}

const makeSteps = ({ clock, ids, mailSettings }: Omit<Deps, 'unitOfWork'>) => ({
  /** An access instead of an invitation, which goes if there is one. */
  grant: async (
    { mailDomainAccesses, mailDomainInvitations, audit, storedCounts }: Stores,
    actor: Actor,
    mailDomain: MailDomain,
    { email, role }: Pick<MailDomainInvitation, 'email' | 'role'>,
    userId: UserId,
  ): Promise<MailDomainInviteOutcome> => {
    const now = clock.now();
    const accessId = ids.next<MailDomainAccessId>();
    const dates = { createdAt: now, updatedAt: now };
    await ensureRoom({ storedCounts }, { kind: 'accesses_to_mail_domain', id: mailDomain.id });
    await mailDomainAccesses.insert({ id: accessId, mailDomainId: mailDomain.id, userId, role, ...dates });
    await mailDomainInvitations.deleteFor(mailDomain.id, email);
    await audit.append(actor, {
      ...aboutMailDomain(mailDomain, actor),
      at: now,
      action: 'mail_domain_access.granted',
      subjectId: userId,
      details: { role },
    });
    return { outcome: 'access_created', accessId };
  },

  mail: (
    stores: Stores,
    { id, email, role }: MailDomainInvitation,
    { name }: MailDomain,
    language: Language,
  ): Promise<void> =>
    makeQueueMail({ clock, ids })(stores, {
      recipient: email,
      language,
      invitationId: id,
      content: { kind: 'mail_domain_invitation', domain: name, role, link: mailSettings.siteUrl },
    }),
});

export type InviteToMailDomain = (
  actor: Actor,
  input: { readonly slug: string; readonly email: string; readonly role: MailDomainRole },
) => Promise<MailDomainInviteOutcome>;

/**
 * Brings a person to a domain by their address: at once when they have an account, else by an invitation, mailed in the
 * actor's language, that their first sign-in turns into an access.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_domain_invitation.role_too_high`,
 *   `mail_domain_invitation.ambiguous_email`, `mail_domain_invitation.already_exists`,
 *   `mail_domain_access.already_exists`, `list.full`
 */
export const makeInviteToMailDomain = ({ unitOfWork, ...deps }: Deps): InviteToMailDomain => {
  const { clock, ids } = deps;
  const { grant, mail } = makeSteps(deps);
  return (actor, { slug, email: written, role }) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, role: own } = await lockDomain(stores, actor, slug);
      ensureMayInvite(own, role);
      const email = written.toLowerCase();
      const known = chooseInvited(
        await stores.users.listByEmail(email),
        'mail_domain_invitation.ambiguous_email',
      );
      if (known) return grant(stores, actor, mailDomain, { email, role }, known.id);
      const now = clock.now();
      const invitation: MailDomainInvitation = {
        id: ids.next<MailDomainInvitationId>(),
        email,
        mailDomainId: mailDomain.id,
        role,
        issuerId: actor.userId,
        expiresAt: expiryOfInvitation(now),
        createdAt: now,
        updatedAt: now,
      };
      await ensureRoom(stores, { kind: 'invitations_to_mail_domain', id: mailDomain.id });
      await stores.mailDomainInvitations.insert(invitation);
      await mail(stores, invitation, mailDomain, actor.language);
      await stores.audit.append(actor, {
        ...aboutMailDomain(mailDomain, actor),
        at: now,
        action: 'mail_domain_invitation.sent',
        details: { email, role },
      });
      return { outcome: 'invited', invitation: viewInvitation({ ...invitation, mail: 'waiting' }, own, now) };
    });
};

export type RefreshMailDomainInvitation = (
  actor: Actor,
  slug: string,
  id: MailDomainInvitationId,
) => Promise<MailDomainInviteOutcome>;

/**
 * Makes an invitation of the domain good for its full time again and mails it again, in the language of whoever issued
 * it. Somebody who has an account by now gets the access at once.
 *
 * @throws DomainError as `InviteToMailDomain`, and `mail_domain_invitation.not_found`
 */
export const makeRefreshMailDomainInvitation = ({
  unitOfWork,
  ...deps
}: Deps): RefreshMailDomainInvitation => {
  const { clock, mailSettings } = deps;
  const { grant, mail } = makeSteps(deps);
  return (actor, slug, id) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, role: own } = await lockDomain(stores, actor, slug);
      const found = await stores.mailDomainInvitations.find(mailDomain.id, id);
      if (!found) throw new DomainError('mail_domain_invitation.not_found', 'No such invitation');
      ensureMayInvite(own, found.role);
      const known = chooseInvited(
        await stores.users.listByEmail(found.email),
        'mail_domain_invitation.ambiguous_email',
      );
      if (known) return grant(stores, actor, mailDomain, found, known.id);
      const now = clock.now();
      const refreshed = { ...found, expiresAt: expiryOfInvitation(now), updatedAt: now };
      await stores.mailDomainInvitations.update(refreshed);
      const issuer = await stores.users.find(found.issuerId);
      await mail(stores, refreshed, mailDomain, issuer?.language ?? mailSettings.defaultLanguage);
      await stores.audit.append(actor, {
        ...aboutMailDomain(mailDomain, actor),
        at: now,
        action: 'mail_domain_invitation.refreshed',
        details: { email: found.email, role: found.role },
      });
      return { outcome: 'invited', invitation: viewInvitation({ ...refreshed, mail: 'waiting' }, own, now) };
    });
};

export type WithdrawMailDomainInvitation = (
  actor: Actor,
  slug: string,
  id: MailDomainInvitationId,
) => Promise<void>;

/** @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_domain_invitation.not_found` */
export const makeWithdrawMailDomainInvitation =
  ({ unitOfWork, clock }: Pick<Deps, 'unitOfWork' | 'clock'>): WithdrawMailDomainInvitation =>
  (actor, slug, id) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain } = await lockDomain(stores, actor, slug);
      const found = await stores.mailDomainInvitations.find(mailDomain.id, id);
      if (!found) throw new DomainError('mail_domain_invitation.not_found', 'No such invitation');
      await stores.mailDomainInvitations.delete(id);
      await stores.audit.append(actor, {
        ...aboutMailDomain(mailDomain, actor),
        at: clock.now(),
        action: 'mail_domain_invitation.withdrawn',
        details: { email: found.email, role: found.role },
      });
    });
