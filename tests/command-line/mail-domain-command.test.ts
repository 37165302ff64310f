import { expect, it } from 'vitest';
import { startDimail } from '../../dev/dimail/start-dimail.ts';
import { makeMailDomainCommand } from '../../src/infrastructure/command-line/mail-domain-command.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { makeUseCases } from '../../src/infrastructure/container/container.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { makeProductionAdapters } from '../../src/infrastructure/production-adapters.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, audited } = onTestDatabase(makeMailDomainCommand);

it('finds and edits domains as staff do, tells whom to contact, and leaves a trace', async () => {
  const organization = makeOrganization({ name: 'Évry' });
  const domain = makeMailDomain({
    name: 'evry.fr',
    slug: 'evryfr',
    status: 'enabled',
    supportEmail: 'support@evry.fr',
  });
  const people = ['b@evry.fr', 'a@evry.fr', '=x@evry.fr'].map((email) => makeUser({ email }));
  await adapters().unitOfWork.run(async (stores) => {
    await stores.organizations.insertOrFind(organization);
    await stores.mailDomains.insert(domain);
    for (const [index, user] of people.entries()) {
      await stores.users.insertOrFind(user);
      const role = index === 2 ? 'administrator' : 'owner';
      const createdAt = new Date(Date.UTC(2026, 0, 1 + index));
      const given = { mailDomainId: domain.id, userId: user.id, role, createdAt } as const;
      await stores.mailDomainAccesses.insertIfAbsent(makeMailDomainAccess(given));
    }
  });
  expect(await regie('list', '--search', 'EVRY')).toBe(`${domain.id}\tevry.fr\tenabled\t-\t0`);
  expect(await regie('list', '--status', 'disabled', 'failed')).toBe('');
  expect(await regie('edit', domain.id, '--organization', organization.id)).toBe(
    `${domain.id}\tevry.fr\tenabled`,
  );
  expect(await regie('edit', domain.id, '--disabled', '--support-email', 'aide@evry.fr')).toBe(
    `${domain.id}\tevry.fr\tdisabled`,
  );
  expect(await regie('list')).toBe(`${domain.id}\tevry.fr\tdisabled\tÉvry\t0`);
  expect(JSON.parse(await regie('list', '--json'))).toMatchObject({
    name: 'evry.fr',
    status: 'disabled',
    support_email: 'aide@evry.fr',
    organization: { id: organization.id, name: 'Évry' },
    count_mailboxes: 0,
  });
  expect(await regie('contacts', '--status', 'disabled')).toBe(
    [
      'name,slug,status,support_email,owners,admins',
      `"evry.fr","evryfr","disabled","aide@evry.fr","b@evry.fr a@evry.fr","'=x@evry.fr"`,
    ].join('\n'),
  );
  expect(await regie('edit', domain.id, '--enabled', '--no-organization')).toBe(
    `${domain.id}\tevry.fr\tpending`,
  );
  const by = { via: 'command_line', actor: null };
  const actions = (await audited()).map(({ action, ...rest }) => ({ action, ...rest }));
  expect(actions).toHaveLength(5);
  expect(actions.toSorted((a, b) => (a.action < b.action ? -1 : 1))).toEqual([
    { action: 'mail_domain.status_changed', ...by },
    { action: 'mail_domain.status_changed', ...by },
    { action: 'mail_domain.updated', ...by },
    { action: 'mail_domain.updated', ...by },
    { action: 'mail_domain.updated', ...by },
  ]);
});

it.each([
  ['an id', ['edit', 'x', '--disabled']],
  ['an address', ['edit', '11111111-2222-4333-8444-555555555555', '--support-email', 'nope']],
  ['a status', ['list', '--status', 'asleep']],
])('refuses what is not %s before it connects', async (_what, parameters) => {
  await expect(regie(...parameters)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
});

it('checks domains one after the other, those that fail aside', async () => {
  const dimail = await startDimail({ port: 0 });
  const database = await openTestDatabase();
  const settings = loadSettings({
    REGIE_ENV: 'dev',
    DATABASE_URL: database.url,
    MAIL_PROVISIONING_API_URL: dimail.url,
    MAIL_CHECK_DOMAIN_INTERVAL: '0.1',
  });
  const production = makeProductionAdapters(settings, 'test', new RecordingLogger());
  await production.quarantine.look();
  const useCases = makeUseCases({
    adapters: production.adapters,
    plugins: new InstalledPlugins([]),
    settings: settings.useCases,
  });
  const lines: string[] = [];
  const command = makeMailDomainCommand({
    run: (work) => work(useCases),
    print: (line) => void lines.push(line),
  });
  dimail.control.outOfBand.addDomain('known.fr');
  dimail.control.outOfBand.addDomain('ready.fr');
  await production.adapters.unitOfWork.run(async ({ mailDomains }) => {
    await mailDomains.insert(makeMailDomain({ name: 'known.fr' }));
    await mailDomains.insert(makeMailDomain({ name: 'off.fr', status: 'disabled' }));
    await mailDomains.insert(makeMailDomain({ name: 'ready.fr', status: 'enabled' }));
    await mailDomains.insert(makeMailDomain({ name: 'unknown.fr' }));
  });
  await command.parseAsync(['check'], { from: 'user' });
  expect(lines).toEqual([
    'UPDATED\tknown.fr\tpending to enabled',
    'CHECKED\tready.fr\tenabled',
    'FAILED\tunknown.fr\tmail_provisioner.not_found',
  ]);
  await production.close();
  await database.close();
  await dimail.close();
});
