import type { Job } from '../../src/application/shared/jobs/job.ts';
import type {
  RequestThrottle,
  ThrottleRates,
} from '../../src/application/shared/throttling/request-throttle.ts';
import type { Storage } from '../../src/application/storage.ts';
import type { ServiceProvider } from '../../src/domain/access/service-provider.ts';
import type { MailAlias } from '../../src/domain/alias/mail-alias.ts';
import type { MailDomainInvitation } from '../../src/domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../src/domain/invitation/team-invitation.ts';
import type { OrganizationAccess } from '../../src/domain/organization/organization-access.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import type { Team } from '../../src/domain/team/team.ts';

/** Stores rows that no port writes yet. What they refer to must be there. */
export type Seed = Readonly<{
  team(team: Team): Promise<void>;
  /** A service that these organizations may use. */
  serviceProvider(provider: ServiceProvider, organizationIds: readonly OrganizationId[]): Promise<void>;
  mailAlias(alias: MailAlias): Promise<void>;
  organizationAccess(access: OrganizationAccess): Promise<void>;
  teamInvitation(invitation: TeamInvitation): Promise<void>;
  mailDomainInvitation(invitation: MailDomainInvitation): Promise<void>;
}>;

/** A job that waits, due at `runAt` at the latest: one appended for at once may have any past instant there. */
export type WaitingJob = Readonly<{ job: Job; runAt: Date; key: string | undefined }>;

/** One storage, as contract suites and tests of use cases see it. */
export type StorageHarness = Storage &
  Readonly<{
    /** Counts requests at these rates. */
    throttle(rates: ThrottleRates): RequestThrottle;
    seed: Seed;
    /** Those committed and not yet begun, in order of due time. */
    queuedJobs(): Promise<readonly WaitingJob[]>;
    /** Forgets everything. */
    reset(): Promise<void>;
    close(): Promise<void>;
  }>;
