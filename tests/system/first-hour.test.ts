import { afterAll, beforeAll, expect, it } from 'vitest';
import { DimailSwitches } from '../../dev/demo/dimail-switches.ts';
import { type Development, openDevelopment } from '../support/development.ts';
import { type LauncherProcess, runDevelopmentProgram } from '../support/launcher-process.ts';
import { signIn } from '../support/signed-in-client.ts';

let development: Development;
let launcher: LauncherProcess;
beforeAll(async () => {
  development = await openDevelopment();
  launcher = await development.start();
  await launcher.ready();
});
afterAll(() => development?.close());

const regie = (...args: string[]) =>
  runDevelopmentProgram('dev/start/regie.ts', development.environment, { args });
const demoData = () => regie('demo-data', '--people', '30', '--teams', '3', '--domains', '1');
const signInAs = (username: string) => signIn(development.url, username, `password-${username}`);
const atDimail = async () => {
  const dimail = new DimailSwitches(`http://localhost:${development.ports.DIMAIL_PORT}`);
  return (await dimail.mailboxes()).map(({ email }) => email).sort();
};

it('`npm run regie -- demo-data` makes what the accounts are named after', async () => {
  const { code, output } = await demoData();
  expect(output).toMatch(/^people: 15 with roles, 31 in the crowd\nteams: 3 new of 3\nmail domains, new: /);
  expect(code).toBe(0);

  const both = await signInAs('e2e.team-administrator-mail-member');
  const teams = (await both.rest('GET', 'teams/')).body;
  expect(teams).toMatchObject([{ name: 'Team 0', abilities: { patch: true, delete: false } }]);
  const { results: domains } = (await both.rest('GET', 'mail-domains/')).body;
  expect(domains).toMatchObject([
    { name: 'commune-0.example.fr', status: 'enabled', count_mailboxes: 2, abilities: { patch: false } },
  ]);
  const aliases = (await both.rest('GET', `mail-domains/${domains[0].slug}/aliases/`)).body;
  expect(aliases).toMatchObject({ count: 2 });

  const member = await signInAs('e2e.team-member');
  const [{ id }] = (await member.rest('GET', 'teams/')).body;
  const { results: accesses } = (await member.rest('GET', `teams/${id}/accesses/?page_size=100`)).body;
  const roles = accesses.map(({ user, role }: { user: { email: string | null }; role: string }) => [
    user.email,
    role,
  ]);
  expect(roles).toEqual(
    expect.arrayContaining([
      ['e2e.team-member@example.com', 'member'],
      ['e2e.team-owner-mail-owner@example.com', 'owner'],
    ]),
  );
  const found = (await member.rest('GET', 'users/?q=test')).body.results;
  const names = found.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['Jean Test', 'Monique Test']));

  const { rest } = await signInAs('e2e.mail-owner');
  const invitations = (await rest('GET', 'mail-domains/enabled-domaincom/invitations/')).body;
  expect(invitations).toMatchObject({ count: 1, results: [{ email: 'people@people.world' }] });
  expect((await rest('GET', 'mail-domains/many-objects-domaincom/')).body).toMatchObject({
    status: 'enabled',
    count_mailboxes: 30,
  });
  const free = await signIn(development.url, 'user-e2e-chromium', 'password-e2e-chromium');
  expect((await free.rest('GET', 'mail-domains/')).body).toMatchObject({ count: 0 });
});

it('says so where there is nothing to make any more', async () => {
  const { code, output } = await demoData();
  expect(output).toBe('people: 15 with roles, 31 in the crowd\nteams: 0 new of 3\nmail domains: none new\n');
  expect(code).toBe(0);
});

it('keeps at dimail what the database keeps, and leads people to the configured web client', async () => {
  const before = await atDimail();
  expect(before).toHaveLength(32);
  launcher.signal('SIGTERM');
  await launcher.ended;
  const { code, output } = await regie('user', 'list');
  expect([code, output]).toEqual([
    1,
    'No installation runs here: start it with `npm start` in another terminal\n',
  ]);

  // Any page will do for a web client that is only arrived at.
  const webClient = `http://localhost:${development.ports.MAIL_CATCHER_HTTP_PORT}`;
  launcher = await development.start({ WEB_CLIENT_URL: webClient });
  await launcher.ready();
  await launcher.says(new RegExp(`^ {2}web client +${webClient}$`));
  expect(await atDimail()).toEqual(before);
  const { arrival, rest } = await signIn(development.url);
  expect(arrival.replace(/\/$/, '')).toBe(webClient);
  // Invited before the first sign-in.
  expect((await rest('GET', 'mail-domains/')).body).toMatchObject({ count: 2 });
});
