import { rootCertificates } from 'node:tls';
import { createTransport, type SMTPPoolOptions } from 'nodemailer';
import {
  type Mailer,
  MailerUnavailableError,
  type MailMessage,
} from '../../application/notification/mailer.ts';
import { askAboutSender } from './ask-about-sender.ts';
import { authenticateWherePossible } from './authenticate-where-possible.ts';
import { compiledMails } from './compiled-mails.ts';
import { renderMail } from './render-mail.ts';
import { senderAddress } from './sender-address.ts';
import { smtpFailure } from './smtp-failure.ts';

export type SmtpMailerOptions = Readonly<{
  host: string;
  port: number;
  /**
   * With `password`; without both, no authentication. With both, nothing is sent to a server that does not ask for
   * authentication: it would treat us as a stranger.
   */
  user?: string;
  password?: string;
  /** `starttls` refuses a server without it; `implicit` starts with TLS (RFC 8314). */
  tls: 'none' | 'starttls' | 'implicit';
  /** PEM certificates trusted in addition to the usual ones. */
  certificateAuthorities?: string | undefined;
  /** Our name in EHLO; by default the host name, or an address literal when that has no domain. */
  ehloName?: string | undefined;
  /** Sender, such as `La Régie <no-reply@example.fr>`. */
  from: string;
  /** Right part of every Message-ID. */
  messageIdDomain: string;
  /** How long one mail may take, milliseconds, its wait for a free connection included. */
  timeoutMs: number;
  maxConnections: number;
}>;

const TLS_OPTIONS = {
  none: { secure: false, ignoreTLS: true },
  starttls: { secure: false, requireTLS: true },
  implicit: { secure: true },
} as const satisfies Record<SmtpMailerOptions['tls'], Partial<SMTPPoolOptions>>;

/** One session with the server. */
const sessionOf = (options: SmtpMailerOptions) => ({
  host: options.host,
  port: options.port,
  ...TLS_OPTIONS[options.tls],
  tls: {
    minVersion: 'TLSv1.2' as const,
    ...(options.certificateAuthorities === undefined
      ? {}
      : { ca: [...rootCertificates, options.certificateAuthorities] }),
  },
  ...(options.ehloName === undefined ? {} : { name: options.ehloName }),
  ...authenticateWherePossible(options),
  dnsTimeout: options.timeoutMs,
  connectionTimeout: options.timeoutMs,
  greetingTimeout: options.timeoutMs,
  socketTimeout: options.timeoutMs,
});

const transportFor = (options: SmtpMailerOptions) =>
  createTransport({
    ...sessionOf(options),
    pool: true,
    maxConnections: options.maxConnections,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

/** Sends mails over SMTP (RFC 5321) on a pool of connections. */
export class SmtpMailer implements Mailer {
  readonly #transport: ReturnType<typeof transportFor>;
  readonly #underway = new Set<Promise<unknown>>();
  readonly #sender: string | undefined;

  /** @throws Error without compiled mails, so that the start fails instead of the first mail */
  constructor(private readonly options: SmtpMailerOptions) {
    compiledMails();
    this.#transport = transportFor(options);
    this.#sender = senderAddress(options.from);
  }

  /** @throws Error when a link of the mail is not a web address, which only a bug can cause */
  async send({ id, to, language, content }: MailMessage): Promise<void> {
    const rendered = renderMail(content, language);
    if (this.#sender === undefined) throw new MailerUnavailableError('configuration', 'NO_SENDER');
    const sending = this.#transport.sendMail({
      ...rendered,
      from: this.options.from,
      // The object form means one recipient, whatever its text; nodemailer would parse a string as a list.
      to: { name: '', address: to },
      messageId: `<${id}@${this.options.messageIdDomain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      textEncoding: 'quoted-printable',
      signal: AbortSignal.timeout(this.options.timeoutMs),
    });
    this.#underway.add(sending);
    try {
      await sending;
    } catch (error) {
      throw smtpFailure(error);
    } finally {
      this.#underway.delete(sending);
    }
  }

  /** Connects and authenticates, and sends nothing. @throws MailerUnavailableError when the server does not take us */
  async verify(): Promise<void> {
    if (this.#sender === undefined) throw new MailerUnavailableError('configuration', 'NO_SENDER');
    try {
      await this.#transport.verify();
    } catch (error) {
      throw smtpFailure(error);
    }
  }

  /**
   * Names our sender to the server, without sending a mail.
   *
   * @returns the address
   * @throws MailerUnavailableError when the server does not take us, or no mail from that address
   */
  async verifySender(): Promise<string> {
    const sender = this.#sender;
    if (sender === undefined) throw new MailerUnavailableError('configuration', 'NO_SENDER');
    try {
      await askAboutSender(sessionOf(this.options), sender);
    } catch (error) {
      const failure = smtpFailure(error);
      // Nobody has to receive mails at the address that sends them.
      if (failure instanceof MailerUnavailableError) throw failure;
    }
    return sender;
  }

  /** Waits for the mails under way, then closes the connections. Later mails are `unavailable`. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underway);
    this.#transport.close();
  }
}
