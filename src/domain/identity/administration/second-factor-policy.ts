import { DomainError } from '../../shared/errors.ts';
import type { MailDomainId } from '../../shared/ids.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Least number of days between the setting of a date and the date: the mails of the last week still come before it. */
const LEAST_NOTICE_DAYS = 14;
const MOST_NOTICE_DAYS = 5 * 366;

/** Days before the date at which those who still have no second factor are told again. */
const REMINDER_DAYS = [30, 7, 1] as const;
/** Whoever was told that recently need not be told again, but at the next step. */
const RECENTLY_DAYS = 2;

/** From when on the people of a mail domain need a second factor to sign in. A domain without one has no row. */
export type SecondFactorPolicy = Readonly<{
  mailDomainId: MailDomainId;
  /** The beginning of a day, UTC. */
  requiredFrom: Date;
  setAt: Date;
}>;

/** How far the people of a domain were told of a date, the latest time. */
export type SecondFactorNotice = Readonly<{
  mailDomainId: MailDomainId;
  /** The date that they are told. */
  requiredFrom: Date;
  begunAt: Date;
  /** The local part of the last mailbox that was looked at; null before the first. */
  position: string | null;
  /** When all were told; null until then. */
  endedAt: Date | null;
}>;

/** A date as people name it, `YYYY-MM-DD`. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The beginning of a day that is written `YYYY-MM-DD`, UTC. */
export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00.000Z`);

/** The date that counts, of that of a domain and that of the installation: the earlier one. */
export function effectiveDate(ofDomain: Date | null, ofInstallation: Date | null): Date | null {
  if (ofDomain === null || ofInstallation === null) return ofDomain ?? ofInstallation;
  return ofDomain < ofInstallation ? ofDomain : ofInstallation;
}

/**
 * Refuses a date that leaves people too little time. Everybody is told, and told again before the day: so a date is at least two
 * weeks away, also one that is nearer than the date that counts. Putting that off is possible until the last moment.
 *
 * @param present the date that counts so far
 * @throws DomainError `second_factor.date_out_of_range` (params: `earliest` and `latest`, days)
 */
export function ensureMaySetDate(present: Date | null, wanted: Date, now: Date): void {
  const isPutOff = present !== null && wanted >= present;
  const earliest = isPutOff ? now : new Date(now.getTime() + LEAST_NOTICE_DAYS * DAY_MS);
  const latest = new Date(now.getTime() + MOST_NOTICE_DAYS * DAY_MS);
  if (wanted >= earliest && wanted <= latest) return;
  const first = new Date(earliest.getTime() + DAY_MS - 1);
  throw new DomainError('second_factor.date_out_of_range', 'People have to be told in time', {
    params: { earliest: dayOf(first), latest: dayOf(latest) },
  });
}

/** The moment since which people are due to be told again; undefined before the first reminder. */
function lastReminder(requiredFrom: Date, now: Date): Date | undefined {
  return REMINDER_DAYS.map((days) => new Date(requiredFrom.getTime() - days * DAY_MS))
    .filter((reminder) => reminder <= now)
    .at(-1);
}

/**
 * The notice that has to be given, or gone on with; undefined when people know enough. They are told of each new date, then before it
 * comes; once it has, the sign-in tells.
 *
 * @param requiredFrom the date that counts
 * @param latest the notice given before, whether or not it came to its end
 */
export function noticeToGive(
  mailDomainId: MailDomainId,
  requiredFrom: Date | null,
  latest: SecondFactorNotice | undefined,
  now: Date,
): SecondFactorNotice | undefined {
  if (requiredFrom === null || requiredFrom <= now) return undefined;
  const anew = { mailDomainId, requiredFrom, begunAt: now, position: null, endedAt: null };
  if (latest?.requiredFrom.getTime() !== requiredFrom.getTime()) return anew;
  if (latest.endedAt === null) return latest;
  const reminder = lastReminder(requiredFrom, now);
  const isTold =
    reminder === undefined || latest.begunAt.getTime() > reminder.getTime() - RECENTLY_DAYS * DAY_MS;
  return isTold ? undefined : anew;
}
