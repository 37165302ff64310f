import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { ProvisionerTroubleCode } from '../../domain/mailbox/mailbox-change.ts';
import type { NEEDY_STATUSES, NeedyTimes } from '../../domain/overview/needs.ts';
import type { MailDomainInvitationId, UserId } from '../../domain/shared/ids.ts';
import type { Mailed } from '../notification/invitation-mail.ts';
import type { Page } from '../shared/page.ts';

/** Most rows of each kind that a person is shown at once. */
export const MOST_NEEDS = 20;

/** The domain that a need is about. */
type Place = Readonly<{ slug: string; name: string }>;

export type NeedyDomain = Place & Readonly<{ status: (typeof NEEDY_STATUSES)[number] }>;

/** An invitation that the person sent, and that ends soon, has ended, or whose mail did not arrive. */
export type NeedyInvitation = Place &
  Mailed<Readonly<{ id: MailDomainInvitationId; email: string; role: MailDomainRole; expiresAt: Date }>>;

/** The changes of a domain that wait long. `trouble`: why the latest attempt at the oldest failed. */
export type LongWaiting = Place &
  Readonly<{ changes: number; since: Date; trouble: ProvisionerTroubleCode | null }>;

/** `comparedAt`: when the latest comparison began; null when lines are there without one. */
export type Drifting = Place & Readonly<{ differences: number; comparedAt: Date | null }>;

/** What needs a person; each kind with its total, and the first `MOST_NEEDS` of it. */
export type Needs = Readonly<{
  /** By name. */
  domains: Page<NeedyDomain>;
  /** Those that end first come first. */
  invitations: Page<NeedyInvitation>;
  /** Those that have waited longest come first. */
  waiting: Page<LongWaiting>;
  /** By name. */
  drift: Page<Drifting>;
}>;

/** What needs somebody in all the domains that they manage. */
export interface OverviewQueries {
  /** One round trip, whatever the number of domains. */
  needsOf(userId: UserId, times: NeedyTimes): Promise<Needs>;
}
