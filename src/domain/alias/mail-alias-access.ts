import type { MailDomainStatus } from '../mail-domain/mail-domain.ts';
import { ensureMay, type MailDomainRole, mailDomainAbilities } from '../mail-domain/mail-domain-access.ts';
import { isSameEmail } from '../shared/email-address.ts';
import { type MailAlias, takesAliases } from './mail-alias.ts';

/** What a person may do with one alias; the typed API returns it. */
export type MailAliasAbilities = Readonly<{ get: boolean; delete: boolean }>;

/** The permission needed to remove an alias: viewers may remove one that points to them. */
const neededToRemove = ({ destination }: Pick<MailAlias, 'destination'>, email: string | null) =>
  email !== null && isSameEmail(email, destination) ? 'get' : 'post';

/** What a person with `role` in the domain and the address `email` may do with an alias. */
export function mailAliasAbilities(
  { role, email }: Readonly<{ role: MailDomainRole; email: string | null }>,
  alias: Pick<MailAlias, 'destination'>,
): MailAliasAbilities {
  const abilities = mailDomainAbilities(role);
  return { get: abilities.get, delete: abilities[neededToRemove(alias, email)] };
}

/**
 * Refuses unless a person with `role` in the domain may remove an alias.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`
 */
export function ensureMayRemoveAlias(
  role: MailDomainRole | undefined,
  alias: Pick<MailAlias, 'destination'>,
  email: string | null,
): void {
  ensureMay(role, neededToRemove(alias, email));
}

/** Why a person with `role` in a domain cannot add aliases or destinations to it; null: they can. */
export const whyNoNewAlias = (
  role: MailDomainRole,
  mailDomain: { readonly status: MailDomainStatus },
): 'mail_domain.action_forbidden' | 'alias.domain_not_enabled' | null => {
  if (!mailDomainAbilities(role).post) return 'mail_domain.action_forbidden';
  return takesAliases(mailDomain) ? null : 'alias.domain_not_enabled';
};
