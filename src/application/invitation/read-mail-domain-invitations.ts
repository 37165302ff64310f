import { isExpired } from '../../domain/invitation/invitation-lifetime.ts';
import {
  type MailDomainInvitation,
  type MailDomainInvitationAbilities,
  mailDomainInvitationAbilities,
} from '../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainInvitationId } from '../../domain/shared/ids.ts';
import type { MailDomainQueries } from '../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Mailed } from '../notification/invitation-mail.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { Clock } from '../shared/system.ts';
import type { MailDomainInvitationQueries } from './mail-domain-invitation-queries.ts';

type Deps = {
  mailDomainQueries: MailDomainQueries;
  mailDomainInvitationQueries: MailDomainInvitationQueries;
  clock: Clock;
};

/** An invitation, whether it is still good, what became of its mail, and what the actor may do with it. */
export type MailDomainInvitationView = Mailed<MailDomainInvitation> & {
  readonly isExpired: boolean;
  readonly abilities: MailDomainInvitationAbilities;
};

/** The invitation as somebody who has `role` in its domain sees it at that time. */
export const viewInvitation = (
  invitation: Mailed<MailDomainInvitation>,
  role: MailDomainRole,
  now: Date,
): MailDomainInvitationView => ({
  ...invitation,
  isExpired: isExpired(invitation, now),
  abilities: mailDomainInvitationAbilities(role, invitation),
});

export type ListMailDomainInvitations = (
  actor: Actor,
  slug: string,
  request: PageRequest<'created_at'>,
) => Promise<Page<MailDomainInvitationView>>;

/** Who is invited to a domain, for everybody who has an access to it. @throws DomainError `mail_domain.not_found` */
export const makeListMailDomainInvitations = ({
  mailDomainQueries,
  mailDomainInvitationQueries,
  clock,
}: Deps): ListMailDomainInvitations => {
  return async (actor, slug, request) => {
    const { id, role } = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const { total, items } = await mailDomainInvitationQueries.page(id, request);
    const now = clock.now();
    return { total, items: items.map((item) => viewInvitation(item, role, now)) };
  };
};

export type GetMailDomainInvitation = (
  actor: Actor,
  slug: string,
  id: MailDomainInvitationId,
) => Promise<MailDomainInvitationView>;

/** @throws DomainError `mail_domain.not_found` to outsiders, `mail_domain_invitation.not_found` */
export const makeGetMailDomainInvitation = ({
  mailDomainQueries,
  mailDomainInvitationQueries,
  clock,
}: Deps): GetMailDomainInvitation => {
  return async (actor, slug, id) => {
    const mailDomain = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const found = await mailDomainInvitationQueries.find(mailDomain.id, id);
    if (!found) throw new DomainError('mail_domain_invitation.not_found', 'No such invitation');
    return viewInvitation(found, mailDomain.role, clock.now());
  };
};
