import { DomainError } from '../../domain/shared/errors.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { MailContent } from './mail-content.ts';

export type MailMessage = Readonly<{
  /** Left part of the Message-ID: the same on every attempt, so that receivers can drop repetitions. */
  id: string;
  to: string;
  language: Language;
  content: MailContent;
}>;

/**
 * Why no mail is delivered. `configuration`: the server refuses every mail of ours (sender, credentials, TLS, right to
 * relay); `connection`: no usable answer; `temporary`: this mail is refused for now.
 */
export type MailerTrouble = 'configuration' | 'connection' | 'temporary';

/** The server did not take the mail, but may later. */
export class MailerUnavailableError extends DomainError {
  /** `reason`: codes only, never text of the mail or of our credentials. */
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
 * Sends mails to a mail server. `send` resolves once the server has taken responsibility for the message.
 *
 * @throws DomainError `mailer.unavailable` (a `MailerUnavailableError`, with its trouble) when there is no answer, a
 *   temporary refusal (4xx) or a refusal of us: retry later.
 * @throws DomainError `mailer.refused` when the recipient or the content is refused: retrying will not help. Its
 *   `reason` parameter holds the server's codes.
 */
export interface Mailer {
  send(message: MailMessage): Promise<void>;
}
