import type { Command } from 'commander';
import { print } from './command-line/output/standard-output.ts';
import type { CommandTools } from './command-line/with-use-cases.ts';
import type { UseCases } from './container/container.ts';
import { readRelease } from './release.ts';
import type { StorageUseCases } from './with-storage-use-cases.ts';

/** Runs a command on a whole installation, of whose settings it uses these as well. */
async function onWholeInstallation<T>(
  uses: readonly string[],
  work: (tools: CommandTools) => Promise<T>,
): Promise<T> {
  const { withUseCases } = await import('./command-line/with-use-cases.ts');
  return withUseCases(uses, work);
}

const onInstallationWith = (...uses: readonly string[]) => ({
  run: (work: (useCases: UseCases) => Promise<void>) =>
    onWholeInstallation(uses, ({ useCases }) => work(useCases)),
  print,
});
const onInstallation = onInstallationWith();
/** Where mails that a command causes lead to. */
const onMailingInstallation = onInstallationWith('PEOPLE_BASE_URL');
const onStorage = {
  run: async (work: (useCases: StorageUseCases) => Promise<void>) => {
    const { withStorageUseCases } = await import('./with-storage-use-cases.ts');
    return withStorageUseCases(work);
  },
  print,
};

const commandSettings = () => import('./config/command/command-settings.ts');

/** `addresses` and `texts`. */
async function normalizeCommand(kind: 'addresses' | 'texts'): Promise<Command> {
  const { makeNormalizeCommand } = await import('./command-line/normalize-command.ts');
  const { loadDatabaseSettings } = await commandSettings();
  return makeNormalizeCommand(kind, { settings: loadDatabaseSettings, print });
}

/**
 * The commands for operators by name, in the order of the help. Each is loaded when it is asked for: together they are most
 * of the application, and take longer to load than most of them run.
 */
export const OPERATOR_COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  migrate: async () => {
    const { makeMigrateCommand } = await import('./command-line/installation/migrate-command.ts');
    const { loadDatabaseSettings } = await commandSettings();
    const { createLogger } = await import('./observability/mozlog-logger.ts');
    const logger = createLogger({ name: 'regie.migrate', level: 'info', release: readRelease() });
    return makeMigrateCommand({ settings: loadDatabaseSettings, logger, print });
  },
  config: async () => {
    const { makeConfigCommand } = await import('./command-line/installation/config-command.ts');
    const { givenVariables } = await commandSettings();
    return makeConfigCommand({ variables: givenVariables(), print });
  },
  plugins: async () => {
    const { makePluginsCommand } = await import('./command-line/installation/plugins-command.ts');
    const { withPluginPorts } = await import('./command-line/installation/with-plugin-ports.ts');
    return makePluginsCommand({ run: withPluginPorts, print });
  },
  doctor: async () => {
    const { makeDoctorCommand } = await import('./doctor/doctor-command.ts');
    const { loadSettings } = await import('./config/settings.ts');
    const { lookAtInstallation } = await import('./doctor/look-at-installation.ts');
    return makeDoctorCommand({ settings: loadSettings, look: lookAtInstallation, print });
  },
  'import-people': async () =>
    (await import('../takeover/command/import-people-command.ts')).makeImportPeopleCommand(),
  'account-service': async () => {
    const { makeAccountServiceCommand } = await import('./command-line/account-service-command.ts');
    const { loadAccountServiceSettings } = await commandSettings();
    return makeAccountServiceCommand({ settings: loadAccountServiceSettings, print });
  },
  'oidc-client': async () => {
    const { makeOpenidClientCommand } = await import('./command-line/openid-client/openid-client-command.ts');
    const { loadOpenidClientSettings } = await commandSettings();
    return makeOpenidClientCommand({ settings: loadOpenidClientSettings, print });
  },
  organization: async () =>
    (await import('./command-line/organization-command.ts')).makeOrganizationCommand(onMailingInstallation),
  user: async () => (await import('./command-line/people/user-command.ts')).makeUserCommand(onStorage),
  'first-staff': async () =>
    (await import('./command-line/people/first-staff-command.ts')).makeFirstStaffCommand(onStorage),
  sessions: async () =>
    (await import('./command-line/people/sessions-command.ts')).makeSessionsCommand(onStorage),
  'mail-domain': async () =>
    (await import('./command-line/mail-domain-command.ts')).makeMailDomainCommand(onInstallation),
  team: async () => (await import('./command-line/team/team-command.ts')).makeTeamCommand(onInstallation),
  mailbox: async () =>
    (await import('./command-line/mail/mailbox-command.ts')).makeMailboxCommand(onInstallation),
  'second-factor': async () =>
    (await import('./command-line/second-factor/second-factor-command.ts')).makeSecondFactorCommand(
      onMailingInstallation,
    ),
  mails: async () => (await import('./command-line/mail/mails-command.ts')).makeMailsCommand(onStorage),
  jobs: async () => {
    const { makeJobsCommand } = await import('./command-line/jobs-command.ts');
    const { onDatabaseOf } = await import('./command-line/on-database-of.ts');
    return makeJobsCommand({ run: onDatabaseOf('regie-jobs'), print });
  },
  quarantine: async () => {
    const { makeQuarantineCommand } = await import('./quarantine/quarantine-command.ts');
    const { loadInstallationSettings } = await commandSettings();
    const { onDatabaseOf } = await import('./command-line/on-database-of.ts');
    return makeQuarantineCommand({
      name: () => loadInstallationSettings().name,
      run: onDatabaseOf('regie-quarantine'),
      print,
    });
  },
  webhooks: async () => (await import('./command-line/webhooks-command.ts')).makeWebhooksCommand(),
  audit: async () => {
    const { makeAuditCommand } = await import('./command-line/audit/audit-command.ts');
    const { loadAuditSettings } = await commandSettings();
    const { createLogger } = await import('./observability/mozlog-logger.ts');
    const logger = createLogger({
      name: 'regie.audit',
      level: 'info',
      release: readRelease(),
      destination: { write: (line) => void process.stderr.write(line) },
    });
    return makeAuditCommand({ settings: loadAuditSettings, logger, print });
  },
  addresses: () => normalizeCommand('addresses'),
  texts: () => normalizeCommand('texts'),
  'seal-anew': async () => (await import('./command-line/seal-anew-command.ts')).makeSealAnewCommand(),
  'fill-organization-metadata': async () =>
    (await import('./command-line/fill-metadata-command.ts')).makeFillMetadataCommand(),
  drift: async () => (await import('./command-line/drift-command.ts')).makeDriftCommand(onInstallation),
  'demo-data': async () => {
    const { makeDemoDataCommand } = await import('./demo-data/demo-data-command.ts');
    const { loadSettingsForCommand } = await import('./config/command/settings-for-command.ts');
    const uses = ['PEOPLE_BASE_URL'];
    return makeDemoDataCommand({
      settings: () => loadSettingsForCommand(uses).settings,
      run: (work) => onWholeInstallation(uses, work),
      print,
    });
  },
};
