import type { DomainError } from '../../domain/shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Clock } from '../shared/system.ts';
import { type MailerTrouble, MailerUnavailableError } from './mailer.ts';
import type { OutgoingMail } from './outgoing-mail-repository.ts';

const MINUTE_MS = 60 * 1000;
/**
 * How long, in milliseconds, no mail has got through when that is told: a server that is away may only be restarting, and
 * "not now" may be said of one mail only.
 */
const TOLD_AFTER_MS: Readonly<Record<MailerTrouble, number>> = {
  configuration: 0,
  connection: 10 * MINUTE_MS,
  temporary: 60 * MINUTE_MS,
};
/** The same is not reported again sooner, in milliseconds, even where some mails get through in between. */
const REPORT_INTERVAL_MS = 60 * MINUTE_MS;
const MOST_REMEMBERED = 100;

type Outage = { readonly since: Date; readonly reported: Set<string> };

/**
 * Tells operators what keeps mails from being delivered: once for an outage, however many mails it keeps. A server that
 * refuses us is reported at once, one that is away or takes nothing now when that lasts.
 */
export function makeMailTroubleReports({ clock, logger }: { clock: Clock; logger: Logger }) {
  let outage: Outage | undefined;
  const reportedAt = new Map<string, Date>();

  /** Whether that may be reported now; if so, it counts as done. */
  const takeTurn = (subject: string, now: Date): boolean => {
    const last = reportedAt.get(subject);
    if (last && now.getTime() - last.getTime() < REPORT_INTERVAL_MS) return false;
    if (reportedAt.size >= MOST_REMEMBERED) reportedAt.clear();
    reportedAt.set(subject, now);
    return true;
  };

  return {
    /** A mail was not taken. */
    failed: (error: DomainError): void => {
      const trouble = error instanceof MailerUnavailableError ? error.trouble : 'connection';
      const now = clock.now();
      outage ??= { since: now, reported: new Set() };
      if (outage.reported.has(trouble)) return;
      if (now.getTime() - outage.since.getTime() < TOLD_AFTER_MS[trouble]) return;
      outage.reported.add(trouble);
      if (!takeTurn(`${trouble}: ${error.params['reason']}`, now)) return;
      const since = outage.since.toISOString();
      logger.error(
        'mails wait for the mail server',
        { trouble, since, reason: error.params['reason'] },
        error,
      );
    },
    /** A mail was taken. */
    succeeded: (): void => {
      const isOver = outage !== undefined && outage.reported.size > 0;
      outage = undefined;
      if (isOver) logger.info('the mail server takes mails again');
    },
    /** A mail was not taken for too long. */
    gaveUp: ({ id: outgoingMailId, kind }: OutgoingMail, error: DomainError): void => {
      const reason = error.params['reason'];
      const fields = { outgoingMailId, kind: kind ?? undefined, reason };
      const isFirst = takeTurn(`given up: ${reason}`, clock.now());
      if (isFirst) logger.error('a mail was given up', fields, error);
      else logger.warn('a mail was given up', fields);
    },
  };
}
