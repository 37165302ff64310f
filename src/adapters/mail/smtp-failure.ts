import { DomainError } from '../../domain/shared/errors.ts';

/** Answers that refuse us (no or wrong credentials, TLS required), not the mail: RFC 4954 section 6, RFC 3207. */
const REFUSES_US: ReadonlySet<number> = new Set([530, 534, 535, 538]);

type Facts = Readonly<{
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
  response?: unknown;
  permanent?: unknown;
}>;

/** The sender's or the recipient's address, or the message, was judged: by the server, or before asking it. */
const isAboutTheMail = ({ code, responseCode }: Facts): boolean =>
  (code === 'EENVELOPE' || code === 'EMESSAGE') && !REFUSES_US.has(Number(responseCode));

/** Code, command and status (RFC 3463), without the words of the server, which may quote the mail. */
const summary = ({ code, command, responseCode, response }: Facts): string => {
  const status = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1];
  return [code, command, responseCode, status].filter((part) => part !== undefined).join(', ');
};

/**
 * What a failure of nodemailer means for a mail. The failure itself is left out: its text holds the answer of
 * the server, which may quote a link, a password or our credentials.
 */
export function smtpFailure(error: unknown): DomainError {
  const facts: Facts = Object(error);
  const definite = facts.permanent === true || facts.responseCode === undefined;
  return isAboutTheMail(facts) && definite
    ? new DomainError('mailer.refused', `The mail was refused (${summary(facts)})`)
    : new DomainError('mailer.unavailable', `The mail server did not take the mail (${summary(facts)})`);
}
