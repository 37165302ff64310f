import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { domainAccessSearch } from '../features/access/access-search.ts';
import { accessSearch } from '../features/account/access-search.ts';
import { aliasesSearch, aliasSearch } from '../features/aliases/aliases-search.ts';
import { differencesSearch } from '../features/differences/differences-search.ts';
import { domainsSearch } from '../features/domains/domains-search.ts';
import { RefusedPage } from '../features/landing/refused-page.tsx';
import { SignedInPage } from '../features/landing/signed-in-page.tsx';
import { SignedOutPage } from '../features/landing/signed-out-page.tsx';
import { mailboxesSearch } from '../features/mailboxes/mailboxes-search.ts';
import { EitherFrame } from './either-frame.tsx';
import { NotFoundFrame } from './not-found-frame.tsx';
import { PublicFrame } from './public-frame.tsx';
import { RootFrame } from './root-frame.tsx';
import { SignedInFrame } from './signed-in-frame.tsx';

const root = createRootRoute({ component: RootFrame, notFoundComponent: NotFoundFrame });

const forAll = createRoute({ getParentRoute: () => root, id: 'public', component: PublicFrame });
const refused = createRoute({
  getParentRoute: () => forAll,
  path: 'refused',
  component: RefusedPage,
  validateSearch: z.object({ error: z.string().optional().catch(undefined) }),
});
const signedOut = createRoute({ getParentRoute: () => forAll, path: 'signed-out', component: SignedOutPage });
const signedIn = createRoute({ getParentRoute: () => forAll, path: 'signed-in', component: SignedInPage });

const either = createRoute({ getParentRoute: () => root, id: 'either', component: EitherFrame });
const statement = createRoute({
  getParentRoute: () => either,
  path: 'accessibility',
  component: lazyRouteComponent(() => import('../features/statement/statement-page.tsx'), 'StatementPage'),
});

const forPeople = createRoute({ getParentRoute: () => root, id: 'people', component: SignedInFrame });
const home = createRoute({
  getParentRoute: () => forPeople,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const domains = createRoute({
  getParentRoute: () => forPeople,
  path: 'domains',
  component: lazyRouteComponent(() => import('../features/domains/domains-page.tsx'), 'DomainsPage'),
  validateSearch: domainsSearch,
});
const domain = createRoute({
  getParentRoute: () => forPeople,
  path: 'domains/$slug',
  component: lazyRouteComponent(() => import('../features/domains/domain-page.tsx'), 'DomainPage'),
});
const addresses = createRoute({
  getParentRoute: () => domain,
  path: '/',
  component: lazyRouteComponent(
    () => import('../features/mailboxes/list/mailboxes-page.tsx'),
    'MailboxesPage',
  ),
  validateSearch: mailboxesSearch,
});
const mailbox = createRoute({
  getParentRoute: () => forPeople,
  path: 'domains/$slug/mailboxes/$id',
  component: lazyRouteComponent(() => import('../features/mailboxes/one/mailbox-page.tsx'), 'MailboxPage'),
});
const aliases = createRoute({
  getParentRoute: () => domain,
  path: 'aliases',
  component: lazyRouteComponent(() => import('../features/aliases/list/aliases-page.tsx'), 'AliasesPage'),
  validateSearch: aliasesSearch,
});
const alias = createRoute({
  getParentRoute: () => forPeople,
  path: 'domains/$slug/aliases/$localPart',
  component: lazyRouteComponent(() => import('../features/aliases/one/alias-page.tsx'), 'AliasPage'),
  validateSearch: aliasSearch,
});
const dns = createRoute({
  getParentRoute: () => domain,
  path: 'dns',
  component: lazyRouteComponent(() => import('../features/domains/dns-page.tsx'), 'DnsPage'),
});
const waiting = createRoute({
  getParentRoute: () => domain,
  path: 'waiting',
  component: lazyRouteComponent(() => import('../features/domains/waiting-page.tsx'), 'WaitingPage'),
});
const differences = createRoute({
  getParentRoute: () => domain,
  path: 'differences',
  component: lazyRouteComponent(
    () => import('../features/differences/differences-page.tsx'),
    'DifferencesPage',
  ),
  validateSearch: differencesSearch,
});
const access = createRoute({
  getParentRoute: () => domain,
  path: 'access',
  component: lazyRouteComponent(
    () => import('../features/access/domain-access-page.tsx'),
    'DomainAccessPage',
  ),
  validateSearch: domainAccessSearch,
});

/** What mails say of a domain: they link to whichever web client an installation has, by the addresses of the first one. */
const linkOfMails = createRoute({
  getParentRoute: () => root,
  path: 'mail-domains/$slug',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/domains/$slug', params, replace: true });
  },
});

const account = createRoute({
  getParentRoute: () => forPeople,
  path: 'account',
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});
const profile = createRoute({
  getParentRoute: () => account,
  path: '/',
  component: lazyRouteComponent(() => import('../features/account/profile-page.tsx'), 'ProfilePage'),
});
const sessions = createRoute({
  getParentRoute: () => account,
  path: 'sessions',
  component: lazyRouteComponent(() => import('../features/account/sessions-page.tsx'), 'SessionsPage'),
});
const roles = createRoute({
  getParentRoute: () => account,
  path: 'access',
  component: lazyRouteComponent(() => import('../features/account/access-page.tsx'), 'AccessPage'),
  validateSearch: accessSearch,
});
const ownMailbox = createRoute({
  getParentRoute: () => account,
  path: 'mailbox',
  component: lazyRouteComponent(() => import('../features/account/mailbox-page.tsx'), 'MailboxPage'),
});

/** Every address of the console. Pages beyond the way in are loaded when they are first opened. */
export const routes = root.addChildren([
  forAll.addChildren([refused, signedOut, signedIn]),
  linkOfMails,
  either.addChildren([statement]),
  forPeople.addChildren([
    home,
    domains,
    mailbox,
    alias,
    account.addChildren([profile, sessions, roles, ownMailbox]),
    domain.addChildren([addresses, aliases, dns, waiting, differences, access]),
  ]),
]);
