import type { DomainError } from '../../domain/shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Clock } from '../shared/system.ts';
import { type MailerTrouble, MailerUnavailableError } from './mailer.ts';
import type { OutgoingMail } from './outgoing-mail-repository.ts';

const MINUTE_MS = 60 * 1000;
/**
 * How long, in milliseconds, no mail has been taken before it is reported: an unreachable server may be restarting, and
 * a temporary refusal may concern one mail only.
 */
const REPORTED_AFTER_MS: Readonly<Record<MailerTrouble, number>> = {
  configuration: 0,
  connection: 10 * MINUTE_MS,
  temporary: 60 * MINUTE_MS,
};
/** Shortest time between two reports of the same trouble, in milliseconds, even if some mails get through in between. */
const REPORT_INTERVAL_MS = 60 * MINUTE_MS;
const MOST_REMEMBERED = 100;

type Outage = { readonly since: Date; readonly reported: Set<string> };

/**
 * Reports to operators why mails are not delivered: once an outage, for any number of mails. A server that refuses us is
 * reported at once, an unreachable or temporarily refusing one when that lasts.
 */
export function makeMailTroubleReports({ clock, logger }: { clock: Clock; logger: Logger }) {
  let outage: Outage | undefined;
  const reportedAt = new Map<string, Date>();

  /** Whether this trouble may be reported now; if so, it counts as reported. */
  const mayReport = (subject: string, now: Date): boolean => {
    const last = reportedAt.get(subject);
    if (last && now.getTime() - last.getTime() < REPORT_INTERVAL_MS) return false;
    if (reportedAt.size >= MOST_REMEMBERED) reportedAt.clear();
    reportedAt.set(subject, now);
    return true;
  };

  return {
    /** The server did not take a mail. */
    failed: (error: DomainError): void => {
      const trouble = error instanceof MailerUnavailableError ? error.trouble : 'connection';
      const now = clock.now();
      outage ??= { since: now, reported: new Set() };
      if (outage.reported.has(trouble)) return;
      if (now.getTime() - outage.since.getTime() < REPORTED_AFTER_MS[trouble]) return;
      outage.reported.add(trouble);
      if (!mayReport(`${trouble}: ${error.params['reason']}`, now)) return;
      const since = outage.since.toISOString();
      logger.error(
        'mails wait for the mail server',
        { trouble, since, reason: error.params['reason'] },
        error,
      );
    },
    /** The server took a mail. */
    succeeded: (): void => {
      const isOver = outage !== undefined && outage.reported.size > 0;
      outage = undefined;
      if (isOver) logger.info('the mail server takes mails again');
    },
    /** A mail was given up after too many postponements. */
    gaveUp: ({ id: outgoingMailId, kind }: OutgoingMail, error: DomainError): void => {
      const reason = error.params['reason'];
      const fields = { outgoingMailId, kind: kind ?? undefined, reason };
      const isFirst = mayReport(`given up: ${reason}`, clock.now());
      if (isFirst) logger.error('a mail was given up', fields, error);
      else logger.warn('a mail was given up', fields);
    },
  };
}
