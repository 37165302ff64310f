import {
  ensureMayInvite,
  type MailDomainInvitation,
  mailDomainInvitationAbilities,
} from '../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainAccessId } from '../../domain/shared/ids.ts';
import { mailDomainAuditSubject } from '../mail-domain/mail-domain-audit-subject.ts';
import type { MailDomainQueries } from '../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { InvitationKind, KindTypes } from './invitation-kind.ts';
import type { MailDomainInvitationQueries } from './invitation-queries.ts';
import type { InvitationView } from './invitation-view.ts';
import { makeReadInvitations } from './read-invitations.ts';
import { makeSendInvitations, type SendDeps } from './send-invitations.ts';

type Types = {
  ref: string;
  place: MailDomain;
  invitation: MailDomainInvitation;
  accessId: MailDomainAccessId;
  stores: KindTypes['stores'] &
    Pick<Repositories, 'mailDomains' | 'mailDomainAccesses' | 'mailDomainInvitations'>;
};

const TO_MAIL_DOMAIN: InvitationKind<Types> = {
  invitation: 'mail_domain_invitation',
  access: 'mail_domain_access',
  bounds: { invitations: 'invitations_to_mail_domain', accesses: 'accesses_to_mail_domain' },
  hold: async ({ mailDomains, mailDomainAccesses }, { userId }, slug) => {
    const place = await mailDomains.lockBySlug(slug);
    if (!place) throw new DomainError('mail_domain.not_found', 'No such mail domain');
    const { role } = await mailDomainAccesses.standing(place.id, userId);
    ensureMay(role, 'manageAccesses');
    return { place, role };
  },
  holdWith: async (stores, actor, slug, id) => {
    const held = await TO_MAIL_DOMAIN.hold(stores, actor, slug);
    const found = await stores.mailDomainInvitations.find(held.place.id, id);
    if (!found) throw new DomainError('mail_domain_invitation.not_found', 'No such invitation');
    return { ...held, found };
  },
  ensureMayInvite,
  abilities: mailDomainInvitationAbilities,
  repository: ({ mailDomainInvitations }) => mailDomainInvitations,
  newInvitation: ({ id: mailDomainId }, facts) => ({ ...facts, mailDomainId }),
  admit: ({ mailDomainAccesses }, { id: mailDomainId }, access) =>
    mailDomainAccesses.insert({ ...access, mailDomainId }),
  about: mailDomainAuditSubject,
  mail: ({ name: domain }, role, link) => ({ kind: 'mail_domain_invitation', domain, role, link }),
};

export type MailDomainInvitationView = InvitationView<MailDomainInvitation>;

type Deps = SendDeps<Types> & {
  mailDomainQueries: MailDomainQueries;
  mailDomainInvitationQueries: MailDomainInvitationQueries;
};

/**
 * Invitations to mail domains. Further codes: `mail_domain.not_found` to outsiders, `mail_domain.action_forbidden`,
 * `mail_domain_invitation.role_too_high`.
 */
export const makeMailDomainInvitations = ({
  mailDomainQueries,
  mailDomainInvitationQueries: invitationQueries,
  ...deps
}: Deps) => ({
  ...makeReadInvitations<Types>(TO_MAIL_DOMAIN, {
    invitationQueries,
    clock: deps.clock,
    see: (actor, slug) => readVisibleMailDomain(mailDomainQueries, actor, slug),
  }),
  ...makeSendInvitations<Types>(TO_MAIL_DOMAIN, deps),
});
