import { randomBytes } from 'node:crypto';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { createAccounts } from '../../dev/dimail-accounts/create-accounts.ts';
import { applicationEnvironment } from '../http/application-environment.ts';
import { type OwnersMail, startOwnersMail } from './owners-mail.ts';
import type { Started } from './run-drill.ts';

export type OuterSystems = Readonly<{
  dimail: RunningDimail;
  mail: OwnersMail;
  /** Of an installation in production that uses them, on a database. */
  environmentFor(databaseUrl: string): Readonly<Record<string, string>>;
}>;

const POOL_SIZE = 10;

/** The systems that an installation calls: a dimail with an account of its own, and a mail server. */
export async function startOuterSystems(started: Started): Promise<OuterSystems> {
  const dimail = await startDimail({ port: 0, seeded: false });
  started(() => dimail.close());
  const mail = await startOwnersMail();
  started(() => mail.close());
  const credentials = Buffer.from(`la_regie:${randomBytes(16).toString('hex')}`).toString('base64');
  await createAccounts(dimail.url, credentials);
  return {
    dimail,
    mail,
    environmentFor: (databaseUrl) => ({
      ...applicationEnvironment(databaseUrl, POOL_SIZE),
      MAIL_PROVISIONING_API_URL: dimail.url,
      MAIL_PROVISIONING_API_CREDENTIALS: credentials,
      DJANGO_EMAIL_PORT: String(mail.port),
      WRITE_THROTTLE_RATES: '999999/minute,999999/hour',
      LOGGING_LEVEL_LOGGERS_ROOT: 'WARNING',
    }),
  };
}
