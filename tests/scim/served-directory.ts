import { freePort } from '../../dev/companion/free-port.ts';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { signInThroughProvider } from '../../dev/openid-provider/sign-in-through-provider.ts';
import { startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { startSiretApi } from '../../dev/siret-api/siret-api.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { startApplicationProcess } from '../support/application-process.ts';
import { openProgramDatabases } from '../support/program-databases.ts';

/** Accounts of the development provider: somebody who owns teams, and somebody who can be put into them. */
const OWNER = { username: 'people', password: 'people' };
const MEMBER = { username: 'e2e.team-member', password: 'password-e2e.team-member' };

export type ServedDirectory = Readonly<{
  /** Where SCIM is served, and teams are created over REST. */
  scim: string;
  teams: string;
  /** An access token of the owner, issued to a service. */
  token: string;
  /** The id of the member. */
  user: string;
  stop(): Promise<void>;
}>;

/** The started application, in which two people have signed in and a service calls for one of them. */
export async function startServedDirectory(): Promise<ServedDirectory> {
  const url = `http://localhost:${await freePort()}`;
  const steps: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of steps.splice(0).toReversed()) await step();
  };
  try {
    const databases = await openProgramDatabases();
    steps.push(databases.close);
    const databaseUrl = await databases.create('scim');
    await migrate({ databaseUrl });
    const openid = await startOpenidProvider({ port: 0, redirectUris: [`${url}/api/v1.0/callback/`] });
    steps.push(openid.close);
    const siret = await startSiretApi({ port: 0 });
    steps.push(siret.close);
    const application = await startApplicationProcess(
      url,
      {
        REGIE_ENV: 'dev',
        PORT: new URL(url).port,
        REGIE_PUBLIC_URL: url,
        DATABASE_URL: databaseUrl,
        OIDC_OP_URL: openid.issuer,
        OIDC_RS_CLIENT_ID: CLIENT_IDS.resourceServerJson,
        OIDC_RS_CLIENT_SECRET: DEVELOPMENT_CLIENT_SECRET,
        ORGANIZATION_DIRECTORY_URL: siret.url,
        // No job is about another system here.
        JOB_CONCURRENCY: '0',
        LOGGING_LEVEL_LOGGERS_ROOT: 'ERROR',
      },
      (line) => process.stderr.write(`${line}\n`),
    );
    steps.push(application.stop);
    const idOf = async (account: typeof OWNER): Promise<string> => {
      const { jar } = await signInThroughProvider({ startUrl: `${url}/api/v1.0/authenticate/`, ...account });
      const me = await fetch(`${url}/api/v1.0/users/me/`, { headers: { cookie: jar.header(new URL(url)) } });
      const { id } = (await me.json()) as { id?: string };
      if (id === undefined) throw new Error(`${account.username} is not signed in: ${me.status}`);
      return id;
    };
    await idOf(OWNER);
    const user = await idOf(MEMBER);
    const token = await openid.mintAccessToken({
      clientId: CLIENT_IDS.serviceProvider,
      sub: OWNER.username,
      scope: 'openid groups',
    });
    const base = `${url}/resource-server/v1.0`;
    return { scim: `${base}/scim`, teams: `${base}/teams/`, token, user, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
