import {
  ensureMay,
  type MailDomainAbilities,
  type MailDomainAccessAbilities,
  type MailDomainAccessManagement,
  mailDomainAccessAbilities,
  mailDomainAccessManagement,
} from '../../domain/mail-domain/mail-domain-access.ts';
import { asSeenBy } from '../../domain/people/email-verification.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainAccessId } from '../../domain/shared/ids.ts';
import type { ListedUserView } from '../people/user-queries.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { Searched } from '../shared/searched.ts';
import { walkWindows } from '../shared/walk-windows.ts';
import type {
  MailDomainAccessFilter,
  MailDomainAccessOrderField,
  MailDomainAccessQueries,
  MailDomainAccessView,
} from './mail-domain-access-queries.ts';

type Deps = { mailDomainAccessQueries: MailDomainAccessQueries };

/** An access, and what the actor may do with it. */
export type MailDomainAccessFor = MailDomainAccessView & { readonly abilities: MailDomainAccessAbilities };

/** Most people in one answer that is whole in memory, and in one part of a longer one. */
const MOST_AVAILABLE_USERS = 1000;

/** @throws DomainError `mail_domain.not_found` also to outsiders, `mail_domain.action_forbidden` */
const makeStandingFor =
  ({ mailDomainAccessQueries }: Deps) =>
  async (actor: Actor, slug: string, action: keyof MailDomainAbilities) => {
    const standing = await mailDomainAccessQueries.standing(slug, actor.userId);
    const role = standing?.role;
    ensureMay(role, action);
    if (!standing) throw new DomainError('mail_domain.not_found', 'No such mail domain');
    return { ...standing, role };
  };

export type ListMailDomainAccesses = (
  actor: Actor,
  slug: string,
  filter: MailDomainAccessFilter,
  request: PageRequest<MailDomainAccessOrderField>,
) => Promise<Page<MailDomainAccessFor> & { readonly management: MailDomainAccessManagement }>;

/** The accesses to a domain, for everybody who has one, and what the actor may give others. */
export const makeListMailDomainAccesses = (deps: Deps): ListMailDomainAccesses => {
  const standingFor = makeStandingFor(deps);
  return async (actor, slug, { search, roles }, request) => {
    const standing = await standingFor(actor, slug, 'get');
    const { total, items } = await searchPage(search, (searched) =>
      deps.mailDomainAccessQueries.page(standing.mailDomainId, { search: searched, roles }, request),
    );
    return {
      total,
      management: mailDomainAccessManagement(standing.role),
      items: items.map((item) => ({ ...item, abilities: mailDomainAccessAbilities(standing, item) })),
    };
  };
};

export type GetMailDomainAccess = (
  actor: Actor,
  slug: string,
  id: MailDomainAccessId,
) => Promise<MailDomainAccessFor>;

/** @throws DomainError `mail_domain.not_found` to outsiders, `mail_domain_access.not_found` */
export const makeGetMailDomainAccess = (deps: Deps): GetMailDomainAccess => {
  const standingFor = makeStandingFor(deps);
  return async (actor, slug, id) => {
    const standing = await standingFor(actor, slug, 'get');
    const found = await deps.mailDomainAccessQueries.find(standing.mailDomainId, id);
    if (!found) throw new DomainError('mail_domain_access.not_found', 'No such access');
    return { ...found, abilities: mailDomainAccessAbilities(standing, found) };
  };
};

const seenBy =
  (actor: Actor) =>
  (view: ListedUserView): ListedUserView => ({ ...view, user: asSeenBy(actor.userId, view.user) });

export type ListAvailableUsers = (
  actor: Actor,
  slug: string,
  search: string,
  /** Most people; absent for all. */
  most?: number,
) => Promise<readonly ListedUserView[]>;

/**
 * The active people of the actor's organization who have no access to the domain; an empty list without an organization
 * (D16).
 *
 * @throws DomainError `list.too_long` (params: `field`, `max`) when all are asked for, and too many for one answer
 */
export const makeListAvailableUsers = (deps: Deps): ListAvailableUsers => {
  const standingFor = makeStandingFor(deps);
  return async (actor, slug, search, most) => {
    const { mailDomainId } = await standingFor(actor, slug, 'manageAccesses');
    const { organizationId } = actor;
    if (organizationId === null) return [];
    const { found } = await searchPage(search, async (searched = '') => {
      const filter = { organizationId, search: searched, limit: most ?? MOST_AVAILABLE_USERS + 1 };
      const people = await deps.mailDomainAccessQueries.availableUsers(mailDomainId, filter);
      return { found: people, total: people.length };
    });
    if (found.length <= MOST_AVAILABLE_USERS) return found.map(seenBy(actor));
    throw new DomainError('list.too_long', 'Too many people for one answer', {
      params: { field: 'search', max: String(MOST_AVAILABLE_USERS) },
    });
  };
};

export type WalkAvailableUsers = (
  actor: Actor,
  slug: string,
  search: string,
) => AsyncIterable<readonly ListedUserView[]>;

/** The same people, any number of them, in parts. */
export const makeWalkAvailableUsers = (deps: Deps): WalkAvailableUsers => {
  const standingFor = makeStandingFor(deps);
  return async function* walkAvailableUsers(actor, slug, search) {
    const { mailDomainId } = await standingFor(actor, slug, 'manageAccesses');
    const { organizationId } = actor;
    if (organizationId === null) return;
    let searched: Searched = search;
    const read = (window: { readonly limit: number; readonly offset: number }) =>
      deps.mailDomainAccessQueries.availableUsers(mailDomainId, {
        organizationId,
        search: searched,
        ...window,
      });
    const parts = walkWindows(MOST_AVAILABLE_USERS, async (window) => {
      if (window.offset > 0) return read(window);
      const { people } = await searchPage(search, async (one = '') => {
        searched = one;
        const first = await read(window);
        return { people: first, total: first.length };
      });
      return people;
    });
    for await (const people of parts) yield people.map(seenBy(actor));
  };
};
