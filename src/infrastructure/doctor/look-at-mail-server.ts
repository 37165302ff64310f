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
  /** Connects and authenticates. @throws DomainError `mailer.unavailable` */
  verify(): Promise<void>;
  isDevelopment: boolean;
}>;

const HINTS = {
  configuration:
    'Compare DJANGO_EMAIL_HOST_USER, its password and DJANGO_EMAIL_FROM with what the server expects.',
  connection:
    'Check DJANGO_EMAIL_HOST, its port, DJANGO_EMAIL_USE_TLS or _SSL, and DJANGO_EMAIL_CA_CERTIFICATES.',
  temporary: 'It may be that it takes us later: look again in a few minutes.',
} as const;

/** Whether it takes us, and whether anybody on the way can read what we send. */
export async function lookAtMailServer({ smtp, verify, isDevelopment }: Given): Promise<readonly Finding[]> {
  const where = `${smtp.host}:${smtp.port}`;
  const isKnown = smtp.user === undefined ? 'takes us' : 'takes us and our password';
  let about: Finding;
  try {
    await verify();
    about = right(`${where} ${isKnown}`);
  } catch (error) {
    const trouble = error instanceof MailerUnavailableError ? error.trouble : 'connection';
    about = wrong(`${where} does not take us: ${reasonOf(error)}`, HINTS[trouble]);
  }
  if (smtp.tls === 'none') {
    return isDevelopment
      ? [about]
      : [
          about,
          doubtful('Mails go there unencrypted', 'Set DJANGO_EMAIL_USE_TLS (or _SSL) if the server has it.'),
        ];
  }
  return [about, await aboutCertificate({ ...smtp, startTls: smtp.tls === 'starttls' })];
}

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
