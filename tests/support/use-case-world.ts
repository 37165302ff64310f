import type { Plugin } from '../../src/application/organization/plugins/plugin.ts';
import { type Actor, actAs } from '../../src/application/shared/actor.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeUseCases } from '../../src/infrastructure/container/container.ts';
import type { UseCaseSettings } from '../../src/infrastructure/container/inputs/use-case-settings.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import { ORIGIN } from '../builders/origin.ts';
import { BreakableUnitOfWork } from './breakable-unit-of-work.ts';
import { InterruptibleProvisioner } from './interruptible-provisioner.ts';
import { JobStepper } from './job-stepper.ts';
import { ManualClock } from './manual-clock.ts';
import { memoryAdapters } from './memory-adapters.ts';
import { openMemoryHarness } from './memory-harness.ts';
import { USE_CASE_SETTINGS } from './use-case-settings.ts';

/** The clock's initial time. */
export const START = new Date('2026-11-23T10:00:00.250Z');

const SETTINGS: UseCaseSettings = {
  ...USE_CASE_SETTINGS,
  featureFlags: { ...USE_CASE_SETTINGS.featureFlags, teamsDisplay: false, contactsCreate: false },
  // Longer than any test: a waiting request either gets its outcome, or its test sets a shorter wait.
  waits: { registrationMs: 60_000, usualMs: 60_000 },
};

type Options = {
  readonly plugins?: readonly Plugin[];
  readonly settings?: Partial<UseCaseSettings>;
};

export type UseCaseWorld = Awaited<ReturnType<typeof openUseCaseWorld>>;

/**
 * All use cases and job handlers, wired as in production, on memory adapters: a manual clock, ids that count up, and
 * jobs that are carried out on demand.
 */
export async function openUseCaseWorld({ plugins = [], settings = {} }: Options = {}) {
  const clock = new ManualClock(START);
  const { jobQueue, store, unitOfWork: transactions, ...storage } = await openMemoryHarness(clock);
  const { mailProvisioner: provisioner, ...others } = memoryAdapters(clock, 'https://regie.test');
  const { logger } = others;
  const unitOfWork = new BreakableUnitOfWork(transactions);
  const provisionerCalls = new InterruptibleProvisioner(provisioner);
  const randomness = { next: () => 0.5 };
  let secrets = 0;
  const adapters = {
    ...storage,
    ...others,
    unitOfWork,
    mailProvisioner: provisionerCalls,
    randomness,
    secrets: { next: () => `secret-${++secrets}` },
  };
  const useCaseSettings = { ...SETTINGS, ...settings };
  const installed = new InstalledPlugins(plugins);
  const useCases = makeUseCases({ adapters, plugins: installed, settings: useCaseSettings });
  const handlers = useCases.jobHandlers;
  const jobDeps = { queue: jobQueue, unitOfWork: transactions, handlers, clock, randomness, logger };

  /** Stores a person and returns them as a signed-in actor. */
  const addPerson = async (given: Partial<User> = {}): Promise<{ user: User; actor: Actor }> => {
    const user = makeUser(given);
    await transactions.run(({ users }) => users.insertOrFind(user));
    return { user, actor: actAs(user, ORIGIN) };
  };

  const giveAccess = ({ userId }: Actor, { id: mailDomainId }: MailDomain, role: MailDomainRole) =>
    transactions.run(({ mailDomainAccesses }) =>
      mailDomainAccesses.insertIfAbsent(makeMailDomainAccess({ userId, mailDomainId, role })),
    );

  return {
    ...adapters,
    plugins: installed,
    settings: useCaseSettings,
    provisioner,
    provisionerCalls,
    useCases,
    handlers,
    jobs: new JobStepper(jobDeps),
    /** The committed tables. */
    tables: () => store.tables,
    /** The audit log, oldest first. */
    audited: () => store.tables.auditEntries.all(() => true),
    addPerson,
    giveAccess,
    addOrganization: (organization: Organization) =>
      transactions.run(({ organizations }) => organizations.insertOrFind(organization)),
    /** Stores a domain, and registers it with the provisioner if its registration says so. */
    addMailDomain: async (given: Partial<MailDomain> = {}): Promise<MailDomain> => {
      const mailDomain = makeMailDomain(given);
      await transactions.run(({ mailDomains }) => mailDomains.insert(mailDomain));
      if (mailDomain.registration.state === 'registered') await provisioner.registerDomain(mailDomain.name);
      return mailDomain;
    },
    addMailbox: async (given: Parameters<typeof makeMailbox>[0]): Promise<Mailbox> => {
      const mailbox = makeMailbox(given);
      await transactions.run(({ mailboxes }) => mailboxes.insert(mailbox));
      return mailbox;
    },
  };
}
