import { DEMO_ACCOUNTS, type DemoAccount } from '../../src/infrastructure/demo-data/demo-accounts.ts';

/** A person of the development provider, with the claims it gives about them. */
export type DevelopmentAccount = Pick<
  DemoAccount,
  'username' | 'email' | 'firstName' | 'lastName' | 'siret'
> &
  Readonly<{
    /** Identifier that never changes. */
    sub: string;
    password: string;
  }>;

/** `people` for `people`, `password-e2e.marie` for `e2e.marie`, `password-e2e-webkit` for `user-e2e-webkit`. */
const passwordOf = (username: string): string =>
  username === 'people' ? 'people' : `password-${username.replace(/^user-/, '')}`;

/** All accounts of the development provider (contract/frontend.md, "Development sign-in page"). */
export const DEVELOPMENT_ACCOUNTS: readonly DevelopmentAccount[] = DEMO_ACCOUNTS.map(
  ({ username, email, firstName, lastName, siret }) => ({
    sub: username,
    username,
    password: passwordOf(username),
    email,
    firstName,
    lastName,
    siret,
  }),
);
