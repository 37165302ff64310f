import { join } from 'node:path';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import {
  PROVISIONING_SYSTEMS,
  type ProvisioningCompanion,
  USUAL_PROVISIONING_SYSTEM,
} from '../../src/infrastructure/provisioning-systems.ts';
import { type CompanionPlan, companionPlans } from './companions.ts';
import { dataFolder, WITHOUT_DATA_FOLDER } from './data-folder.ts';
import { developmentPorts } from './development-ports.ts';
import { externalSystems } from './external-systems.ts';
import type { WantedPort } from './free-ports.ts';
import { MAILBOX_SIGN_IN, signingKeyVariable } from './mailbox-sign-in.ts';
import { makeSigningKey } from './signing-key-file.ts';
import { consoleLandings, webClientVariables } from './web-client.ts';

/** The programs to start, and their configuration. */
export type Setup = Readonly<{
  /** The application's address. */
  publicUrl: string;
  applicationPort: number;
  /** Added to our own environment for the application; `DATABASE_URL` comes once the database runs. */
  applicationEnv: Readonly<Record<string, string>>;
  /** The web client of the application, if it has one of its own. */
  webClient: string | undefined;
  /** 0 where nobody chose one: the usual one, or any when that is taken. */
  startPagePort: number;
  companions: readonly CompanionPlan[];
  /** The address of the development provider, or of a Keycloak in its place, where people sign in with their mailboxes too. */
  identityProviderUrl: string;
  /** Where what must outlive a start is kept. */
  dataDir: string;
  /** The embedded PostgreSQL, or the URL of the database that the environment gives. */
  database: Readonly<{ dataDir: string; port: number }> | Readonly<{ url: string }>;
  /** Every port that will be listened on, except PostgreSQL's, which may be running already and is then reused. */
  wantedPorts: readonly WantedPort[];
}>;

const startPage = (port: number): WantedPort => ({
  program: 'the start page',
  variable: 'START_PAGE_PORT',
  port,
  host: '127.0.0.1',
});

/** The companion of the chosen system; an unknown name is reported with all other problems. */
const provisioningCompanion = (written: string | undefined): ProvisioningCompanion | undefined =>
  Object.entries<{ companion?: ProvisioningCompanion }>(PROVISIONING_SYSTEMS).find(
    ([name]) => name === (written?.trim() || USUAL_PROVISIONING_SYSTEM),
  )?.[1].companion;

/** The address of a Keycloak, from that of the realm that is imported there; undefined for another provider. */
const serverOfRealm = (issuer: string | undefined): string | undefined =>
  /^(https?:\/\/.+)\/realms\/people\/?$/.exec(issuer ?? '')?.[1];

/**
 * Reads the environment: given systems are used, a companion is planned for each of the others.
 *
 * @throws Error with all its problems, before anything is started
 */
export function readSetup(environment: Readonly<Record<string, string | undefined>>): Setup {
  const provisioning = provisioningCompanion(environment['MAIL_PROVISIONING_SYSTEM']);
  const ports = developmentPorts(environment, provisioning);
  const external = externalSystems(environment, provisioning);
  const publicUrl = environment['REGIE_PUBLIC_URL'] || `http://localhost:${ports.application}`;
  const dataDir = dataFolder(environment);
  const companions = companionPlans({
    ports,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    provisioning,
    dataDir,
  }).filter(({ system }) => !external.has(system));
  const isUnsaid = (variable: string) => !environment[variable];
  const webClient = webClientVariables(environment);
  const applicationEnv = {
    ...Object.fromEntries(
      Object.entries({ ...consoleLandings(publicUrl), ...webClient, ...MAILBOX_SIGN_IN }).filter(
        ([variable]) => isUnsaid(variable),
      ),
    ),
    ...WITHOUT_DATA_FOLDER,
    REGIE_ENV: 'dev',
    PORT: String(ports.application),
    REGIE_PUBLIC_URL: publicUrl,
    ...Object.assign({}, ...companions.map((companion) => companion.applicationEnv)),
  };
  // Nothing is written yet: the key that is kept is made, or read, at the start.
  const settings = loadSettings({
    ...environment,
    ...applicationEnv,
    ...signingKeyVariable(environment, makeSigningKey),
  });
  const application: WantedPort = {
    program: 'Régie',
    variable: 'PORT',
    port: settings.port,
    host: settings.listenAddress,
  };
  return {
    publicUrl: settings.publicUrl,
    applicationPort: settings.port,
    applicationEnv,
    webClient: webClient['PEOPLE_BASE_URL'],
    startPagePort: ports.startPage,
    companions,
    identityProviderUrl:
      serverOfRealm(environment['OIDC_OP_URL']) ?? `http://localhost:${ports.openidProvider}`,
    dataDir,
    database: external.has('database')
      ? { url: settings.database.url }
      : {
          dataDir: join(dataDir, 'postgres'),
          port: ports.postgres,
        },
    wantedPorts: [
      application,
      ...(ports.startPage === 0 ? [] : [startPage(ports.startPage)]),
      ...companions.flatMap((companion) => companion.ports),
    ],
  };
}
