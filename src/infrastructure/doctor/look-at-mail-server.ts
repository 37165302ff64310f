import { type CertificateHolder, certificateEnd } from '../../adapters/certificates/certificate-end.ts';
import { MailerUnavailableError } from '../../application/notification/mailer.ts';
import { reasonOf } from './examine.ts';
import { type Finding, findingsOf } from './finding.ts';

const { right, doubtful, wrong } = findingsOf('mail server');

type Given = Readonly<{
  smtp: Readonly<{
    host: string;
    port: number;
    tls: 'none' | 'starttls' | 'implicit';
    user: string | undefined;
  }>;
  server: Readonly<{
    /** Connects and authenticates. @throws DomainError `mailer.unavailable` */
    verify(): Promise<void>;
    /** Names our sender, and returns its address. @throws DomainError `mailer.unavailable` where it is refused */
    verifySender(): Promise<string>;
  }>;
  isDevelopment: boolean;
}>;

const HINTS = {
  configuration:
    'Compare DJANGO_EMAIL_HOST_USER, its password and DJANGO_EMAIL_FROM with what the server expects.',
  connection:
    'Check DJANGO_EMAIL_HOST, its port, DJANGO_EMAIL_USE_TLS or _SSL, and DJANGO_EMAIL_CA_CERTIFICATES.',
  temporary: 'It may be that it takes us later: look again in a few minutes.',
} as const;

/** Whether it takes us and mails of our sender, and whether anybody on the way can read what we send. */
export async function lookAtMailServer(given: Given): Promise<readonly Finding[]> {
  const { smtp, isDevelopment } = given;
  const about = await aboutUs(given);
  if (smtp.tls === 'none') {
    return isDevelopment
      ? about
      : [
          ...about,
          doubtful('Mails go there unencrypted', 'Set DJANGO_EMAIL_USE_TLS (or _SSL) if the server has it.'),
        ];
  }
  return [...about, await aboutCertificate({ ...smtp, startTls: smtp.tls === 'starttls' })];
}

async function aboutUs({ smtp, server }: Given): Promise<readonly Finding[]> {
  const where = `${smtp.host}:${smtp.port}`;
  try {
    await server.verify();
  } catch (error) {
    return [wrong(`${where} does not take us: ${reasonOf(error)}`, hintFor(error))];
  }
  const taken = right(`${where} ${smtp.user === undefined ? 'takes us' : 'takes us and our password'}`);
  try {
    return [taken, right(`It takes mails from ${await server.verifySender()}`)];
  } catch (error) {
    return [taken, wrong(`It takes no mail from our sender: ${reasonOf(error)}`, hintFor(error))];
  }
}

const hintFor = (error: unknown): string =>
  HINTS[error instanceof MailerUnavailableError ? error.trouble : 'connection'];

async function aboutCertificate(holder: CertificateHolder): Promise<Finding> {
  try {
    return endFinding('mail server', await certificateEnd(holder));
  } catch (error) {
    return wrong(
      `It has no readable certificate: ${reasonOf(error)}`,
      'See whether it speaks TLS on that port.',
    );
  }
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** What the end of a certificate means today. */
export function endFinding(area: string, end: Date, now = new Date()): Finding {
  const about = findingsOf(area);
  const days = Math.floor((end.getTime() - now.getTime()) / DAY_MS);
  const until = end.toISOString().slice(0, 10);
  if (days < 0) return about.wrong(`Its certificate ended on ${until}`, 'Renew it.');
  return days < SOON_DAYS
    ? about.doubtful(`Its certificate ends on ${until}, in ${days} days`, 'Renew it before.')
    : about.right(`Its certificate is good until ${until}`);
}
