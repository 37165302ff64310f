import { join } from 'node:path';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import {
  PROVISIONING_SYSTEMS,
  type ProvisioningCompanion,
  USUAL_PROVISIONING_SYSTEM,
} from '../../src/infrastructure/provisioning-systems.ts';
import { type CompanionPlan, companionPlans } from './companions.ts';
import { developmentPorts } from './development-ports.ts';
import { externalSystems } from './external-systems.ts';
import type { WantedPort } from './free-ports.ts';

/** The programs to start, and their configuration. */
export type Setup = Readonly<{
  /** The application's address. */
  publicUrl: string;
  applicationPort: number;
  /** Added to our own environment for the application; `DATABASE_URL` comes once the database runs. */
  applicationEnv: Readonly<Record<string, string>>;
  companions: readonly CompanionPlan[];
  /** The embedded PostgreSQL, or the URL of the database that the environment gives. */
  database: Readonly<{ dataDir: string; port: number }> | Readonly<{ url: string }>;
  /** Every port that will be listened on, except PostgreSQL's, which may be running already and is then reused. */
  wantedPorts: readonly WantedPort[];
}>;

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

/** The companion of the chosen system; an unknown name is reported with all other problems. */
const provisioningCompanion = (written: string | undefined): ProvisioningCompanion | undefined =>
  Object.entries<{ companion?: ProvisioningCompanion }>(PROVISIONING_SYSTEMS).find(
    ([name]) => name === (written?.trim() || USUAL_PROVISIONING_SYSTEM),
  )?.[1].companion;

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
  const companions = companionPlans(ports, publicUrl.replace(/\/+$/, ''), provisioning).filter(
    ({ system }) => !external.has(system),
  );
  const pages = {
    LOGIN_REDIRECT_URL: `${publicUrl}/api/v1.0/users/me/`,
    LOGIN_REDIRECT_URL_FAILURE: `${publicUrl}/__version__`,
    LOGOUT_REDIRECT_URL: `${publicUrl}/__version__`,
  };
  const applicationEnv = {
    // Without a web client, redirects end on pages of this application, at its own address.
    ...Object.fromEntries(Object.entries(pages).filter(([variable]) => !environment[variable])),
    REGIE_ENV: 'dev',
    PORT: String(ports.application),
    REGIE_PUBLIC_URL: publicUrl,
    ...Object.assign({}, ...companions.map((companion) => companion.applicationEnv)),
  };
  const settings = loadSettings({ ...environment, ...applicationEnv });
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
    companions,
    database: external.has('database')
      ? { url: settings.database.url }
      : {
          dataDir: join(environment['REGIE_DATA_DIR'] || join(PROJECT_FOLDER, '.data'), 'postgres'),
          port: ports.postgres,
        },
    wantedPorts: [application, ...companions.flatMap((companion) => companion.ports)],
  };
}
