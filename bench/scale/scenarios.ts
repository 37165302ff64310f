import type { Callers } from './choose-callers.ts';

type Who = keyof Callers;
type Of<W extends Who> = Callers[W][number];

/** A request of one of the callers of a kind. */
export type Scenario = Readonly<{
  name: string;
  requests: (callers: Callers) => readonly Readonly<{ path: string; cookie: string }>[];
}>;

const scenario = <W extends Who>(name: string, who: W, path: (caller: Of<W>) => string): Scenario => ({
  name,
  requests: (callers) =>
    (callers[who] as readonly Of<W>[]).map((caller) => ({ path: path(caller), cookie: caller.cookie })),
});

const rest = (path: string): string => `/api/v1.0/${path}`;
const trpc = (procedure: string, input?: object): string =>
  `/trpc/${procedure}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;

export const SCENARIOS: readonly Scenario[] = [
  scenario('users-me', 'members', () => rest('users/me/')),
  scenario('users-search', 'members', ({ search }) => rest(`users/?q=${encodeURIComponent(search)}`)),
  scenario('teams-list', 'members', () => rest('teams/')),
  scenario('accesses-list', 'members', ({ teamId }) => rest(`teams/${teamId}/accesses/?ordering=user__name`)),
  scenario('mail-domains-list', 'managers', () => rest('mail-domains/')),
  scenario('mailboxes-list', 'managers', ({ slug }) => rest(`mail-domains/${slug}/mailboxes/`)),
  scenario('mailboxes-search', 'managers', ({ slug, search }) =>
    trpc('mailboxes.list', { domainSlug: slug, search }),
  ),
  scenario('aliases-list', 'managers', ({ slug }) => rest(`mail-domains/${slug}/aliases/`)),
  scenario('needs', 'managers', () => trpc('overview.needs')),
  scenario('largest-domain-mailboxes', 'largest', ({ slug }) => rest(`mail-domains/${slug}/mailboxes/`)),
  scenario('largest-domain-search', 'largest', ({ slug, search }) =>
    trpc('mailboxes.list', { domainSlug: slug, search }),
  ),
  scenario('staff-mail-domains', 'staff', () => trpc('administration.mailDomains.list')),
  scenario('staff-mail-domains-search', 'staff', ({ slug }) =>
    trpc('administration.mailDomains.list', { search: slug.slice(0, -'fr'.length) }),
  ),
  scenario('staff-accounts', 'staff', () => trpc('administration.accounts.list')),
  scenario('staff-accounts-search', 'staff', ({ search }) =>
    trpc('administration.accounts.list', { search }),
  ),
  scenario('staff-organizations', 'staff', () => trpc('administration.organizations.list')),
];
