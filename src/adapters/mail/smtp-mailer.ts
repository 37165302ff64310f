import { rootCertificates } from 'node:tls';
import { createTransport, type SMTPPoolOptions } from 'nodemailer';
import {
  type Mailer,
  MailerUnavailableError,
  type MailMessage,
} from '../../application/notification/mailer.ts';
import { authenticateWherePossible } from './authenticate-where-possible.ts';
import { compiledMails } from './compiled-mails.ts';
import { renderMail } from './render-mail.ts';
import { senderAddress } from './sender-address.ts';
import { smtpFailure } from './smtp-failure.ts';

export type SmtpMailerOptions = Readonly<{
  host: string;
  port: number;
  /**
   * With `password`; without them the server is not told who we are. With them nothing is sent to a server that does not
   * ask: it would take us for a stranger.
   */
  user?: string;
  password?: string;
  /** `starttls` refuses a server that does not offer it; `implicit` starts with TLS (RFC 8314). */
  tls: 'none' | 'starttls' | 'implicit';
  /** PEM certificates trusted besides the usual ones. */
  certificateAuthorities?: string | undefined;
  /** How we introduce ourselves (EHLO); by default the host name, or an address literal where that has no domain. */
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

const transportFor = (options: SmtpMailerOptions) =>
  createTransport({
    pool: true,
    host: options.host,
    port: options.port,
    ...TLS_OPTIONS[options.tls],
    tls: {
      minVersion: 'TLSv1.2',
      ...(options.certificateAuthorities === undefined
        ? {}
        : { ca: [...rootCertificates, options.certificateAuthorities] }),
    },
    ...(options.ehloName === undefined ? {} : { name: options.ehloName }),
    ...authenticateWherePossible(options),
    maxConnections: options.maxConnections,
    dnsTimeout: options.timeoutMs,
    connectionTimeout: options.timeoutMs,
    greetingTimeout: options.timeoutMs,
    socketTimeout: options.timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

/** Sends mails over SMTP (RFC 5321) on a pool of connections. */
export class SmtpMailer implements Mailer {
  readonly #transport: ReturnType<typeof transportFor>;
  readonly #underway = new Set<Promise<unknown>>();
  readonly #sender: string | undefined;

  /** @throws Error when there are no compiled mails: a start fails, not the first mail */
  constructor(private readonly options: SmtpMailerOptions) {
    compiledMails();
    this.#transport = transportFor(options);
    this.#sender = senderAddress(options.from);
  }

  /** @throws Error if a link of the mail is not a web address, which only a defect of ours can cause */
  async send({ id, to, language, content }: MailMessage): Promise<void> {
    const rendered = renderMail(content, language);
    if (this.#sender === undefined) throw new MailerUnavailableError('configuration', 'NO_SENDER');
    const sending = this.#transport.sendMail({
      ...rendered,
      from: this.options.from,
      // An object is one recipient, whatever the text says; a string would be read as a list.
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

  /** Lets the mails underway end, then closes the connections. A mail given afterwards is `unavailable`. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underway);
    this.#transport.close();
  }
}
