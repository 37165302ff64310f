import type { DomainError } from '../../domain/shared/errors.ts';
import type { Logger } from '../ports/logger.ts';
import { MailerUnavailableError } from '../ports/mailer.ts';
import type { OutgoingMail } from '../ports/outgoing-mail-repository.ts';
import type { Clock } from '../ports/system.ts';

/** How long, in milliseconds, a mail server may be away before that is more than a restart. */
const LONGEST_RESTART_MS = 10 * 60 * 1000;
/** The same is not reported again sooner, in milliseconds, even where some mails get through in between. */
const REPORT_INTERVAL_MS = 60 * 60 * 1000;
const MOST_REMEMBERED = 100;

type Outage = { readonly since: Date; readonly reported: Set<string> };

/**
 * Tells operators what keeps mails from being delivered: once for an outage, however many mails it keeps. A server that
 * refuses us is reported at once, one that does not answer when it has been away for long; what a server says about one
 * mail, for now, is not.
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
      if (trouble === 'temporary') return;
      const now = clock.now();
      outage ??= { since: now, reported: new Set() };
      if (outage.reported.has(trouble)) return;
      if (trouble === 'connection' && now.getTime() - outage.since.getTime() < LONGEST_RESTART_MS) return;
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
