import { requiredActions } from './domain-check.ts';
import { type MailDomain, UNPROVEN_STATUSES } from './mail-domain.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Least number of days between the announcement of an end and the end. */
const NOTICE_DAYS = 7;

/** What is due for a domain that never had right DNS. */
export type EndStep = 'none' | 'announce' | 'end';

type Waiting = Pick<MailDomain, 'unprovenSince' | 'endAnnouncedAt'>;

/** The latest `unprovenSince` of domains for which something is due at `now`, where domains end after so many days. */
export const unprovenUntil = (afterDays: number, now: Date): Date =>
  new Date(now.getTime() - Math.max(0, afterDays - NOTICE_DAYS) * DAY_MS);

/** The earliest end of a domain that is announced at `announcedAt`. */
export const earliestEnd = (unprovenSince: Date, announcedAt: Date, afterDays: number): Date =>
  new Date(
    Math.max(unprovenSince.getTime() + afterDays * DAY_MS, announcedAt.getTime() + NOTICE_DAYS * DAY_MS),
  );

function stepAt({ unprovenSince, endAnnouncedAt }: Waiting, afterDays: number, now: Date): EndStep {
  if (unprovenSince === null || unprovenSince > unprovenUntil(afterDays, now)) return 'none';
  if (endAnnouncedAt === null) return 'announce';
  return earliestEnd(unprovenSince, endAnnouncedAt, afterDays) <= now ? 'end' : 'none';
}

/**
 * The step that is due for a domain, where domains without right DNS end after so many days (0: never). A domain ends for what its
 * owners left undone alone: the provisioner knows it, the latest check found something that they must publish, and none ever
 * found all of that in place.
 */
export function endStepOf(domain: MailDomain, afterDays: number, now: Date): EndStep {
  const isWaiting =
    UNPROVEN_STATUSES.some((status) => status === domain.status) &&
    domain.registration.state === 'registered' &&
    Object.keys(requiredActions(domain.lastCheckTests)).length > 0;
  return afterDays > 0 && isWaiting ? stepAt(domain, afterDays, now) : 'none';
}
