import type { MailAlias } from '../../domain/alias/mail-alias.ts';
import {
  ensureMayRemoveAlias,
  type MailAliasAbilities,
  mailAliasAbilities,
} from '../../domain/alias/mail-alias-access.ts';
import { searchedPart } from '../../domain/mail-domain/searched-part.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasId } from '../../domain/shared/ids.ts';
import type { MailDomainQueries, MailDomainView } from '../mail-domain/mail-domain-queries.ts';
import { makeGetMailDomain, readVisibleMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { MailAliasFilter, MailAliasQueries } from './mail-alias-repository.ts';

type Deps = { mailDomainQueries: MailDomainQueries; mailAliasQueries: MailAliasQueries };

/** An alias, and what the actor may do with it. */
export type MailAliasFor = MailAlias & { readonly abilities: MailAliasAbilities };
/** A page of aliases, and the domain they all belong to, as the actor sees it. */
export type AliasPage = Page<MailAliasFor> & { readonly mailDomain: MailDomainView };
export type ListAliases = (
  actor: Actor,
  slug: string,
  filter: MailAliasFilter,
  request: PageRequest<'local_part'>,
) => Promise<AliasPage>;

/**
 * The aliases of a domain, for everybody with an access to it; a search may be a whole address.
 *
 * @throws DomainError `mail_domain.not_found`
 */
export const makeListAliases = ({ mailDomainQueries, mailAliasQueries }: Deps): ListAliases => {
  const getMailDomain = makeGetMailDomain({ mailDomainQueries });
  return async (actor, slug, { search }, request) => {
    const mailDomain = await getMailDomain(actor, slug);
    const part = typeof search === 'string' ? searchedPart(search, mailDomain.name) : search;
    const { total, items } = await searchPage(part, (found) =>
      mailAliasQueries.page(mailDomain.id, { search: found }, request),
    );
    const viewer = { role: mailDomain.role, email: actor.email };
    return {
      total,
      items: items.map((alias) => ({ ...alias, abilities: mailAliasAbilities(viewer, alias) })),
      mailDomain,
    };
  };
};

export type CheckAliasRemoval = (actor: Actor, slug: string, id: MailAliasId) => Promise<void>;

/**
 * Whether the actor may remove an alias, so that a request can be refused before it is parsed.
 *
 * @throws DomainError `mail_domain.not_found`, `alias.not_found`, `mail_domain.action_forbidden`
 */
export const makeCheckAliasRemoval = ({ mailDomainQueries, mailAliasQueries }: Deps): CheckAliasRemoval => {
  return async (actor, slug, id) => {
    const { id: mailDomainId, role } = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const alias = await mailAliasQueries.find(mailDomainId, id);
    if (!alias) throw new DomainError('alias.not_found', 'No such alias');
    ensureMayRemoveAlias(role, alias, actor.email);
  };
};
