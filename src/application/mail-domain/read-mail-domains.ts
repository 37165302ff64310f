import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Actor } from '../shared/actor.ts';
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

/** The domain whose mailboxes or aliases are requested. @throws DomainError `mail_domain.not_found` also to outsiders */
export async function readVisibleMailDomain(
  mailDomainQueries: MailDomainQueries,
  { userId }: Actor,
  slug: string,
): Promise<VisibleMailDomain> {
  const found = await mailDomainQueries.findVisible(userId, slug);
  if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
  ensureMay(found.role, 'get');
  return found;
}
