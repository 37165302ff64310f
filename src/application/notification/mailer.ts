import { DomainError } from '../../domain/shared/errors.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { MailContent } from './mail-content.ts';

export type MailMessage = Readonly<{
  /** Left part of the Message-ID: the same on every attempt, so that a receiver can drop a repetition. */
  id: string;
  to: string;
  language: Language;
  content: MailContent;
}>;

/**
 * Why no mail gets through. `configuration`: the server refuses us (sender, credentials, TLS, right to relay), whatever
 * the mail; `connection`: no usable answer; `temporary`: not this mail, now.
 */
export type MailerTrouble = 'configuration' | 'connection' | 'temporary';

/** The mail was not taken, and may be later. */
export class MailerUnavailableError extends DomainError {
  /** `reason`: codes only, nothing that quotes the mail or our credentials. */
  constructor(
    readonly trouble: MailerTrouble,
    reason: string,
  ) {
    super('mailer.unavailable', `${MESSAGES[trouble]} (${reason})`, { params: { reason } });
  }
}

const MESSAGES: Readonly<Record<MailerTrouble, string>> = {
  configuration: 'The mail server refuses us',
  connection: 'The mail server does not answer',
  temporary: 'The mail server did not take the mail',
};

/**
 * Hands mails to a mail server. `send` resolves once the server has taken responsibility for the message.
 *
 * @throws DomainError `mailer.unavailable` when there is no answer, a temporary refusal (4xx) or a refusal of us: try
 *   again later. A `MailerUnavailableError` tells which.
 * @throws DomainError `mailer.refused` when the recipient or the content was judged: trying again will not help. Its
 *   `reason` parameter holds the server's codes.
 */
export interface Mailer {
  send(message: MailMessage): Promise<void>;
}
