import { startDimail } from '../../dev/dimail/start-dimail.ts';
import { startMailCatcher } from '../../dev/mail-catcher/start-mail-catcher.ts';
import {
  type OpenidProviderOptions,
  startOpenidProvider,
} from '../../dev/openid-provider/start-openid-provider.ts';
import { startSiretApi } from '../../dev/siret-api/siret-api.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

/**
 * All systems that the application uses, on free ports: a migrated database of its own, and faithful servers for the
 * identity provider, dimail, mail and the organization directory.
 *
 * @param publicUrl the application's address, which the identity provider must know
 * @param openidOptions changes to the usual identity provider
 * @param openDatabase opens the database, where it is not one of the shared server
 */
export async function startSurroundings(
  publicUrl: string,
  openidOptions: Partial<OpenidProviderOptions> = {},
  openDatabase: () => Promise<TestDatabase> = openTestDatabase,
) {
  const [database, openid, dimail, mails, siret] = await Promise.all([
    openDatabase(),
    startOpenidProvider({
      port: 0,
      redirectUris: [`${publicUrl}/api/v1.0/callback/`],
      postLogoutRedirectUris: [`${publicUrl}/api/v1.0/logout-callback/`],
      backchannelLogoutUri: `${publicUrl}/api/v1.0/backchannel-logout/`,
      ...openidOptions,
    }),
    startDimail({ port: 0 }),
    startMailCatcher({ smtpPort: 0, httpPort: 0 }),
    startSiretApi({ port: 0 }),
  ]);
  return {
    database,
    openid,
    dimail,
    mails,
    siret,
    /** The environment of an application that uses all these systems. */
    environment: {
      REGIE_ENV: 'dev',
      PORT: new URL(publicUrl).port,
      REGIE_PUBLIC_URL: publicUrl,
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '10',
      OIDC_OP_URL: openid.issuer,
      MAIL_PROVISIONING_API_URL: dimail.url,
      MAIL_CHECK_DOMAIN_INTERVAL: '0',
      DJANGO_EMAIL_HOST: '127.0.0.1',
      DJANGO_EMAIL_PORT: String(mails.smtpPort),
      ORGANIZATION_DIRECTORY_URL: siret.url,
      LOGGING_LEVEL_LOGGERS_ROOT: 'WARNING',
    } as Record<string, string>,
    async close(): Promise<void> {
      await Promise.all([openid.close(), dimail.close(), mails.close(), siret.close()]);
      await database.close();
    },
  };
}

export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;
