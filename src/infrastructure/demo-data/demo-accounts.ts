import type { TeamRole } from '../../domain/team/team-access.ts';

/** Roles as user names of the reference write them, for teams and for mail domains. */
const ROLES = ['member', 'administrator', 'owner'] as const satisfies readonly TeamRole[];
type DemoRole = (typeof ROLES)[number];

/** A person who can sign in at a development provider, and their demo data. */
export type DemoAccount = Readonly<{
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  siret: string;
  /** Their role in the demo team; `member` of a mail domain is its viewer. */
  teamRole?: DemoRole;
  mailRole?: DemoRole;
}>;

/** The organization of nearly everybody. */
export const DEMO_SIRET = '13002526500013';

const titled = (word: string): string => word.replace(/^[a-z]/, (letter) => letter.toUpperCase());

const browserAccount = (browser: string): DemoAccount => ({
  username: `user-e2e-${browser}`,
  email: `user-e2e-${browser}@example.org`,
  firstName: 'E2E',
  lastName: titled(browser),
  siret: DEMO_SIRET,
});

const roleAccount = (roles: Pick<DemoAccount, 'teamRole' | 'mailRole'>): DemoAccount => {
  const { teamRole, mailRole } = roles;
  const names = [
    ...(teamRole === undefined ? [] : [`team-${teamRole}`]),
    ...(mailRole === undefined ? [] : [`mail-${mailRole}`]),
  ];
  const titles = [
    ...(teamRole === undefined ? [] : ['Group', titled(teamRole)]),
    ...(mailRole === undefined ? [] : ['Mailbox', titled(mailRole)]),
  ];
  const username = `e2e.${names.join('-')}`;
  return {
    username,
    email: `${username}@example.com`,
    firstName: 'E2E',
    lastName: titles.join(' '),
    siret: DEMO_SIRET,
    ...roles,
  };
};

/**
 * Everybody of the reference's development realm, under the names they have there (contract/frontend.md, "Development
 * sign-in page").
 */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    username: 'people',
    email: 'people@people.world',
    firstName: 'John',
    lastName: 'Doe',
    siret: DEMO_SIRET,
  },
  ...['chromium', 'firefox', 'webkit'].map(browserAccount),
  ...ROLES.map((teamRole) => roleAccount({ teamRole })),
  ...ROLES.map((mailRole) => roleAccount({ mailRole })),
  ...ROLES.flatMap((teamRole) => ROLES.map((mailRole) => roleAccount({ teamRole, mailRole }))),
  {
    username: 'e2e.marie',
    email: 'marie.varzy@gmail.com',
    firstName: 'Marie',
    lastName: 'Delamairie',
    siret: '21510339100011',
  },
];
