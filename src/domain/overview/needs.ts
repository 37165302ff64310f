import { lastEndOfEndingSoon } from '../invitation/invitation-lifetime.ts';
import type { MailDomainStatus } from '../mail-domain/mail-domain.ts';
import { MAIL_DOMAIN_ROLES, mailDomainAbilities } from '../mail-domain/mail-domain-access.ts';

/** Roles of those whom the needs of a domain concern: they can do something about them. */
export const MANAGING_ROLES = MAIL_DOMAIN_ROLES.filter((role) => mailDomainAbilities(role).post);

/** The statuses of domains with which somebody has to help. */
export const NEEDY_STATUSES = ['action_required', 'failed'] as const satisfies readonly MailDomainStatus[];

/** After that time, in milliseconds, a change has waited long: shorter outages pass by themselves. */
const LONG_WAIT_MS = 3_600_000;

/** For that time, in milliseconds, an invitation that nobody answered is shown after its end. */
const ENDED_SHOWN_MS = 604_800_000;

/** The times that tell at `now` what needs somebody. */
export const needyTimes = (now: Date) => ({
  /** Changes wait long that were requested until then. */
  waitingSince: new Date(now.getTime() - LONG_WAIT_MS),
  /** Invitations concern their sender when they end in between. */
  endsAfter: new Date(now.getTime() - ENDED_SHOWN_MS),
  endsUntil: lastEndOfEndingSoon(now),
});
export type NeedyTimes = ReturnType<typeof needyTimes>;
