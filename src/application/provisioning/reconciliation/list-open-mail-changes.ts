import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainQueries } from '../../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../../mail-domain/read-mail-domains.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { OpenMailChange, OpenMailChangeQueries } from './open-mail-change-queries.ts';

type Deps = { mailDomainQueries: MailDomainQueries; openMailChangeQueries: OpenMailChangeQueries };
export type ListOpenMailChanges = (
  actor: Actor,
  slug: string,
  request: PageRequest<'since'>,
) => Promise<Page<OpenMailChange>>;

/**
 * The open changes of a domain at the provisioner, for those who may change its mailboxes and aliases.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`
 */
export const makeListOpenMailChanges = ({
  mailDomainQueries,
  openMailChangeQueries,
}: Deps): ListOpenMailChanges => {
  return async (actor, slug, request) => {
    const { id, role } = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    ensureMay(role, 'post');
    return openMailChangeQueries.page(id, request);
  };
};
