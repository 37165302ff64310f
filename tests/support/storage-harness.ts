import type { SignInAttempts } from '../../src/application/identity/sign-in/sign-in-attempts.ts';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import type { ActionCounters, ActionRates } from '../../src/application/shared/throttling/action-counters.ts';
import type {
  RequestThrottle,
  ThrottleRates,
} from '../../src/application/shared/throttling/request-throttle.ts';
import type { Storage } from '../../src/application/storage.ts';
import type { ServiceProvider } from '../../src/domain/access/service-provider.ts';
import type { MailAlias } from '../../src/domain/alias/mail-alias.ts';
import type { SignInLimits } from '../../src/domain/identity/sign-in-counting.ts';
import type { MailDomainInvitation } from '../../src/domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../src/domain/invitation/team-invitation.ts';
import type { OrganizationAccess } from '../../src/domain/organization/organization-access.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import type { Team } from '../../src/domain/team/team.ts';

/** Stores rows that no port writes yet. Rows that they refer to must exist. */
export type Seed = Readonly<{
  team(team: Team): Promise<void>;
  /** A service that is offered to these organizations. */
  serviceProvider(provider: ServiceProvider, organizationIds: readonly OrganizationId[]): Promise<void>;
  mailAlias(alias: MailAlias): Promise<void>;
  organizationAccess(access: OrganizationAccess): Promise<void>;
  teamInvitation(invitation: TeamInvitation): Promise<void>;
  mailDomainInvitation(invitation: MailDomainInvitation): Promise<void>;
}>;

/** A waiting job, due at `runAt` at the latest; a job that is due at once may have any past instant there. */
export type WaitingJob = Readonly<{ job: Job; runAt: Date; key: string | undefined }>;

/** One storage, for contract suites and tests of use cases. */
export type StorageHarness = Storage &
  Readonly<{
    /** Counts requests at these rates. */
    throttle(rates: ThrottleRates): RequestThrottle;
    /** Counts actions at these rates. */
    counters(rates: ActionRates): ActionCounters;
    /** Counts failed sign-ins of mailbox owners within these limits. */
    attempts(limits: SignInLimits): SignInAttempts;
    seed: Seed;
    /** Committed jobs that have not begun, in order of due time. */
    queuedJobs(): Promise<readonly WaitingJob[]>;
    /** Deletes everything. */
    reset(): Promise<void>;
    close(): Promise<void>;
  }>;
