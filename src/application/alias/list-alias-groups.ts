import { type AliasDestination, type AliasGroup, aliasGroup } from '../../domain/alias/alias-group.ts';
import { mailAliasAbilities, whyNoNewAlias } from '../../domain/alias/mail-alias-access.ts';
import { mailDomainAbilities } from '../../domain/mail-domain/mail-domain-access.ts';
import { searchedPart } from '../../domain/mail-domain/searched-part.ts';
import { mailboxAddress } from '../../domain/mailbox/mailbox.ts';
import type { MailDomainQueries } from '../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { MailAliasGroupFilter, MailAliasQueries } from './mail-alias-repository.ts';

type Deps = { mailDomainQueries: MailDomainQueries; mailAliasQueries: MailAliasQueries };

/** A destination, and what the actor may do with it. */
type AliasDestinationFor = AliasDestination &
  Readonly<{ abilities: Readonly<{ delete: boolean; withdraw: boolean }> }>;

/** An alias with its first destinations, and what the actor may do with it. */
export type AliasGroupFor = Omit<AliasGroup, 'destinations'> &
  Readonly<{
    address: string;
    destinations: readonly AliasDestinationFor[];
    /** Also of those that were left out. */
    destinationCount: number;
    abilities: Readonly<{ delete: boolean; withdraw: boolean }>;
  }>;

/** `whyNoNew`: why the actor can add neither aliases nor destinations; null: they can. */
export type AliasGroupPage = Page<AliasGroupFor> & {
  readonly whyNoNew: ReturnType<typeof whyNoNewAlias>;
};

export type ListAliasGroups = (
  actor: Actor,
  slug: string,
  filter: MailAliasGroupFilter,
  request: PageRequest<'local_part'>,
) => Promise<AliasGroupPage>;

/** Destinations of each alias of a page; one alias that is asked for by its local part has all. */
const MOST_LISTED = 10;

const isOpen = ({ state }: NonNullable<AliasDestination['progress']>) =>
  state === 'to_be_added' || state === 'to_be_removed';

/**
 * The aliases of a domain by local part, each with its destinations, in place or on their way, for everybody with an access
 * to the domain; a search may be a whole address.
 *
 * @throws DomainError `mail_domain.not_found`
 */
export const makeListAliasGroups = ({ mailDomainQueries, mailAliasQueries }: Deps): ListAliasGroups => {
  return async (actor, slug, { search, localPart }, request) => {
    const mailDomain = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const part = typeof search === 'string' ? searchedPart(search, mailDomain.name) : search;
    const { total, items } = await searchPage(part, (found) =>
      mailAliasQueries.groups(mailDomain.id, { search: found, localPart }, request),
    );
    const viewer = { role: mailDomain.role, email: actor.email };
    const { post: isAdministrator } = mailDomainAbilities(mailDomain.role);
    const most = localPart === undefined ? MOST_LISTED : Number.POSITIVE_INFINITY;

    const seen = (destination: AliasDestination): AliasDestinationFor => {
      const { alias, progress } = destination;
      const isGone = alias === null || progress?.state === 'to_be_removed';
      const mayDelete = !isGone && mailAliasAbilities(viewer, destination).delete;
      const mayWithdraw = isAdministrator && progress !== null && isOpen(progress);
      return { ...destination, abilities: { delete: mayDelete, withdraw: mayWithdraw } };
    };
    return {
      total,
      whyNoNew: whyNoNewAlias(mailDomain.role, mailDomain),
      items: items.map((stored) => {
        const address = mailboxAddress(stored.localPart, mailDomain.name);
        const { destinations, ...group } = aliasGroup(stored, address);
        return {
          ...group,
          address,
          destinations: destinations.slice(0, most).map(seen),
          destinationCount: destinations.length,
          abilities: {
            delete: isAdministrator && group.removal?.state !== 'to_be_removed',
            withdraw: isAdministrator && group.removal !== null && isOpen(group.removal),
          },
        };
      }),
    };
  };
};
