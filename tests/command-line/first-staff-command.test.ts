import { expect, it } from 'vitest';
import { MemoryIdentityProvider } from '../../src/adapters/memory/people/memory-identity-provider.ts';
import { makeFirstStaffCommand } from '../../src/infrastructure/command-line/people/first-staff-command.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { makeUseCases } from '../../src/infrastructure/container/container.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { ORIGIN } from '../builders/origin.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, audited } = onTestDatabase(makeFirstStaffCommand);

/** Signs in at a process that has started since. */
async function signIn(claims: { sub: string; email: string; email_verified: boolean }) {
  const identityProvider = new MemoryIdentityProvider({
    redirectUri: 'http://localhost/callback/',
    postLogoutRedirectUri: 'http://localhost/',
  });
  const { startSignIn, completeSignIn } = makeUseCases({
    adapters: { ...adapters(), identityProvider },
    plugins: new InstalledPlugins([]),
    settings: loadSettings({
      REGIE_ENV: 'dev',
      DATABASE_URL: 'postgres://none',
      OIDC_FALLBACK_TO_EMAIL_FOR_IDENTIFICATION: 'false',
    }).useCases,
  });
  const none = { next: null, silent: false, loginHint: undefined };
  const { url, session } = await startSignIn({ session: undefined, ...none });
  const callbackUrl = identityProvider.signIn(url, claims);
  const state = new URL(callbackUrl).searchParams.get('state') ?? undefined;
  return completeSignIn({
    session: await adapters().sessions.find(session.key, new Date()),
    callbackUrl,
    state,
    hasCode: true,
    error: undefined,
    errorDescription: undefined,
    origin: ORIGIN,
  });
}

const account = (sub: string) => adapters().unitOfWork.run(({ users }) => users.findBySub(sub));

it('names who becomes staff, lists and withdraws, and a process that starts later knows', async () => {
  await adapters().unitOfWork.run(({ organizations }) =>
    organizations.insert(makeOrganization({ domains: ['evry.fr'] })),
  );
  expect(await regie('--list')).toBe('');
  expect(await regie('--email', 'Ana@evry.fr')).toMatch(/^ana@evry\.fr\tstaff\tuntil 20.*Z$/);
  const [bob] = [await regie('--email', 'bob@evry.fr', '--superuser')];
  expect(bob).toMatch(/^bob@evry\.fr\tstaff and superuser\t/);
  const rows = (await regie('--list', '--json')).split('\n').map((line) => JSON.parse(line));
  expect(rows).toMatchObject([
    { email: 'ana@evry.fr', is_superuser: false },
    { email: 'bob@evry.fr', is_superuser: true },
  ]);
  const { created_at: from, expires_at: until } = rows[0] as { created_at: string; expires_at: string };
  expect(Date.parse(until) - Date.parse(from)).toBe(7 * 24 * 3600 * 1000);
  expect(await regie('--withdraw', 'BOB@evry.fr')).toBe(bob);

  await signIn({ sub: 'eve', email: 'ana@evry.fr', email_verified: false });
  await signIn({ sub: 'bob', email: 'bob@evry.fr', email_verified: true });
  await signIn({ sub: 'ana', email: 'ana@evry.fr', email_verified: true });
  await signIn({ sub: 'ana-2', email: 'ana@evry.fr', email_verified: true });
  const staff = await Promise.all(['eve', 'bob', 'ana', 'ana-2'].map(account));
  expect(staff.map((one) => one?.isStaff ?? false)).toEqual([false, false, true, false]);
  expect(await regie('--list')).toBe('');
  const named = (await audited()).filter(({ action }) => action.includes('first_staff'));
  expect(named.map(({ action, via }) => [action, via])).toEqual([
    ['installation.first_staff_named', 'command_line'],
    ['installation.first_staff_named', 'command_line'],
    ['installation.first_staff_withdrawn', 'command_line'],
    ['user.first_staff_used', 'session'],
  ]);
});

it.each([
  ['nothing', [], 'commander.error'],
  ['what is no address', ['--email', 'ana'], 'commander.invalidArgument'],
  ['what is no address to withdraw', ['--withdraw', 'ana'], 'commander.invalidArgument'],
  ['two things at once', ['--email', 'ana@evry.fr', '--list'], 'commander.conflictingOption'],
  ['whom nobody named', ['--withdraw', 'zoe@evry.fr'], 'user.not_found'],
])('refuses %s', async (_what, parameters, code) => {
  await expect(regie(...parameters)).rejects.toMatchObject({ code });
});
