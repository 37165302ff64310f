import { MailerUnavailableError } from '../../application/notification/mailer.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { type SmtpPhase, smtpReplyMeaning } from './smtp-reply-meaning.ts';

type Facts = Readonly<{
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
  response?: unknown;
  /** The code that Node or OpenSSL gave a failed connection. */
  originalCode?: unknown;
}>;

/** The meaning of failures without a reply, by nodemailer's code. Other codes are failures of the connection. */
const MEANING_WITHOUT_REPLY: Readonly<Record<string, 'configuration' | 'mail'>> = {
  // The recipient fits into no SMTP command, or the message is larger than the server announced.
  EENVELOPE: 'mail',
  EMESSAGE: 'mail',
  EAUTH: 'configuration',
  ENOAUTH: 'configuration',
  ETLS: 'configuration',
  ECONFIG: 'configuration',
};

/** Codes of Node and OpenSSL for an untrusted certificate and for failed TLS. */
const IS_OF_TLS = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$)|CERT|SIGNATURE|ISSUER|\bCRL\b/;

const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

function phaseOf({ code, command }: Facts): SmtpPhase {
  if (code === 'EAUTH') return 'authentication';
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  if (command === 'DATA') return code === 'EMESSAGE' ? 'content' : 'data';
  return 'connection';
}

function meaningOf(facts: Facts) {
  const { code, responseCode, response, originalCode } = facts;
  if (typeof responseCode === 'number') {
    return smtpReplyMeaning({ phase: phaseOf(facts), code: responseCode, text: String(response) });
  }
  if (typeof originalCode === 'string' && IS_OF_TLS.test(originalCode)) return 'configuration';
  return MEANING_WITHOUT_REPLY[String(code)] ?? 'connection';
}

/** Codes, command and status (RFC 3463), without the server's text, which may quote the mail. */
const summary = ({ code, originalCode, command, responseCode, response }: Facts): string => {
  const status = /^\d{3}[ -]#?([245]\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1];
  const cause = CODE.test(String(originalCode)) && originalCode !== undefined ? originalCode : undefined;
  const parts = [code, cause, command, responseCode, status].filter((part) => part !== undefined);
  return parts.length === 0 ? 'no code' : parts.join(', ');
};

/**
 * The meaning of nodemailer's failure for a mail. The failure itself is dropped: its text contains the server's answer,
 * which may quote a link, a password or our credentials.
 */
export function smtpFailure(error: unknown): DomainError {
  const facts: Facts = Object(error);
  const meaning = meaningOf(facts);
  const reason = summary(facts);
  return meaning === 'mail'
    ? new DomainError('mailer.refused', `The mail was refused (${reason})`, { params: { reason } })
    : new MailerUnavailableError(meaning, reason);
}
