/** A person of the development provider, with the claims it gives about them. */
export type DevelopmentAccount = Readonly<{
  /** Identifier that never changes. */
  sub: string;
  username: string;
  password: string;
  email: string;
  firstName: string;
  lastName: string;
  siret: string;
}>;

const ROLES = ['member', 'administrator', 'owner'] as const;
const DEFAULT_SIRET = '13002526500013';

const account = (
  username: string,
  password: string,
  email: string,
  [firstName, lastName]: readonly [string, string],
  siret = DEFAULT_SIRET,
): DevelopmentAccount => ({ sub: username, username, password, email, firstName, lastName, siret });

const titled = (words: string): string =>
  words.replaceAll('-', ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

const browserAccount = (browser: string): DevelopmentAccount =>
  account(`user-e2e-${browser}`, `password-e2e-${browser}`, `user-e2e-${browser}@example.org`, [
    'E2E',
    titled(browser),
  ]);

const roleAccount = (roles: string): DevelopmentAccount =>
  account(`e2e.${roles}`, `password-e2e.${roles}`, `e2e.${roles}@example.com`, ['E2E', titled(roles)]);

/** All accounts of the development provider (contract/frontend.md, "Development sign-in page"). */
export const DEVELOPMENT_ACCOUNTS: readonly DevelopmentAccount[] = [
  account('people', 'people', 'people@people.world', ['People', 'World']),
  ...['chromium', 'firefox', 'webkit'].map(browserAccount),
  ...ROLES.map((role) => roleAccount(`team-${role}`)),
  ...ROLES.map((role) => roleAccount(`mail-${role}`)),
  ...ROLES.flatMap((team) => ROLES.map((mail) => roleAccount(`team-${team}-mail-${mail}`))),
  account('e2e.marie', 'password-e2e.marie', 'marie.varzy@gmail.com', ['Marie', 'Varzy'], '21510339100011'),
];
