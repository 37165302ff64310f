import {
  ensureMay,
  MAIL_DOMAIN_ROLES,
  type MailDomainRole,
  mailDomainAbilities,
  mayGrantRole,
} from '../mail-domain/mail-domain-access.ts';
import { DomainError } from '../shared/errors.ts';
import type { MailDomainId, MailDomainInvitationId } from '../shared/ids.ts';
import type { Invitation, InvitationAbilities } from './invitation.ts';

/** An invitation to a mail domain. */
export type MailDomainInvitation = Invitation<MailDomainInvitationId, MailDomainRole> & {
  readonly mailDomainId: MailDomainId;
};

/**
 * Refuses unless a person with `role` may invite somebody as `granted`, or resend such an invitation (D4).
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_domain_invitation.role_too_high`
 */
export function ensureMayInvite(
  role: MailDomainRole | undefined,
  granted: MailDomainRole,
): asserts role is MailDomainRole {
  ensureMay(role, 'manageAccesses');
  if (mayGrantRole(role, granted)) return;
  throw new DomainError('mail_domain_invitation.role_too_high', `A ${role} cannot grant ${granted}`);
}

const mayRefresh = (role: MailDomainRole, granted: MailDomainRole): boolean =>
  mailDomainAbilities(role).manageAccesses && mayGrantRole(role, granted);

/** What a person with `role` in the domain may do with an invitation, by the rules of `ensureMayInvite`. */
export function mailDomainInvitationAbilities(
  role: MailDomainRole,
  { role: granted }: Pick<MailDomainInvitation, 'role'>,
): InvitationAbilities<MailDomainRole> {
  const { get, manageAccesses } = mailDomainAbilities(role);
  return {
    get,
    refresh: mayRefresh(role, granted),
    delete: manageAccesses,
    allowedFor: {
      refresh: MAIL_DOMAIN_ROLES.filter((candidate) => mayRefresh(candidate, granted)),
      delete: MAIL_DOMAIN_ROLES.filter((candidate) => mailDomainAbilities(candidate).manageAccesses),
    },
  };
}
