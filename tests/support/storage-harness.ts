import type {
  StoredMailDomainInvitation,
  StoredOrganizationAccess,
  StoredTeam,
  StoredTeamInvitation,
} from '../../src/adapters/memory/memory-tables.ts';
import type { Job } from '../../src/application/jobs/job.ts';
import type { ContactQueries } from '../../src/application/ports/contact-queries.ts';
import type {
  MailboxQueries,
  MailDomainQueries,
  OrganizationQueries,
  PersonQueries,
} from '../../src/application/ports/queries.ts';
import type { SessionStore } from '../../src/application/ports/session-store.ts';
import type { Signals } from '../../src/application/ports/signals.ts';
import type { UnitOfWork } from '../../src/application/ports/unit-of-work.ts';

/** Stores rows that no port writes yet. What they refer to must be there. */
export type Seed = Readonly<{
  team(team: StoredTeam): Promise<void>;
  organizationAccess(access: StoredOrganizationAccess): Promise<void>;
  teamInvitation(invitation: StoredTeamInvitation): Promise<void>;
  mailDomainInvitation(invitation: StoredMailDomainInvitation): Promise<void>;
}>;

/** A job that waits, due at `runAt` at the latest: one appended for at once may have any past instant there. */
export type WaitingJob = Readonly<{ job: Job; runAt: Date; key: string | undefined }>;

/** One storage behind all its ports, as contract suites and tests of use cases see it. */
export type StorageHarness = Readonly<{
  unitOfWork: UnitOfWork;
  sessions: SessionStore;
  signals: Signals;
  mailDomainQueries: MailDomainQueries;
  mailboxQueries: MailboxQueries;
  personQueries: PersonQueries;
  organizationQueries: OrganizationQueries;
  contactQueries: ContactQueries;
  seed: Seed;
  /** Those committed and not yet begun, in order of due time. */
  queuedJobs(): Promise<readonly WaitingJob[]>;
  /** Forgets everything. */
  reset(): Promise<void>;
  close(): Promise<void>;
}>;
