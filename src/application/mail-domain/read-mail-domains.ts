import { actingRole, ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { normalizeDomain } from '../../domain/shared/domain-name.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type {
  MailDomainFilter,
  MailDomainOrderField,
  MailDomainQueries,
  MailDomainView,
  VisibleMailDomain,
} from './mail-domain-queries.ts';

type DomainDeps = { mailDomainQueries: MailDomainQueries };

export type ListMailDomains = (
  actor: Actor,
  filter: MailDomainFilter,
  request: PageRequest<MailDomainOrderField>,
) => Promise<Page<MailDomainView>>;

/** The domains that the actor has an access to. */
export const makeListMailDomains =
  ({ mailDomainQueries }: DomainDeps): ListMailDomains =>
  (actor, filter, request) =>
    searchPage(filter.search, (search) =>
      mailDomainQueries.page(actor.userId, { ...filter, search }, request),
    );

export type GetMailDomain = (actor: Actor, slug: string) => Promise<MailDomainView>;

/** @throws DomainError `mail_domain.not_found` also to outsiders */
export const makeGetMailDomain =
  ({ mailDomainQueries }: DomainDeps): GetMailDomain =>
  async (actor, slug) => {
    const found = await mailDomainQueries.findBySlug(actor.userId, slug);
    if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
    ensureMay(found.role, 'get');
    return found;
  };

/**
 * The domain whose mailboxes or aliases are requested; by an operator, any, also by its name.
 *
 * @throws DomainError `mail_domain.not_found` also to outsiders
 */
export async function readVisibleMailDomain(
  mailDomainQueries: MailDomainQueries,
  by: Actor | Operator,
  slug: string,
): Promise<VisibleMailDomain> {
  if (by.userId === null) {
    const named = await mailDomainQueries.findNamed(normalizeDomain(slug));
    const role = actingRole(by, undefined);
    ensureMay(named && role, 'get');
    if (named && role) return { ...named, role };
  }
  const found = by.userId === null ? undefined : await mailDomainQueries.findVisible(by.userId, slug);
  if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
  ensureMay(found.role, 'get');
  return found;
}
