import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProvisioningCompanion } from '../../src/infrastructure/provisioning-systems.ts';
import type { DevelopmentPorts } from './development-ports.ts';
import type { System } from './external-systems.ts';
import type { WantedPort } from './free-ports.ts';

/** A program that replaces another system on a developer's machine. */
export type CompanionPlan = Readonly<{
  /** The system that it replaces. */
  system: System;
  name: string;
  program: string;
  /** The ports that it listens on. */
  ports: readonly WantedPort[];
  /** The page to open in a browser. */
  page: string;
  /** An address that answers once the program is ready. */
  ready: string;
  /** The program's ports, and the application's address. */
  env: Readonly<Record<string, string>>;
  /** The file in which it keeps its state from start to start, if it does. */
  dataFile?: string;
  /** The program's address, for the application. */
  applicationEnv: Readonly<Record<string, string>>;
}>;

const programOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

type Place = Readonly<{
  ports: DevelopmentPorts;
  /** The application's address. */
  publicUrl: string;
  provisioning: ProvisioningCompanion | undefined;
  /** The folder of such files. */
  dataDir: string;
}>;

/** All companions. */
export const companionPlans = ({
  ports,
  publicUrl,
  provisioning,
  dataDir,
}: Place): readonly CompanionPlan[] => [
  openidProvider(ports, publicUrl),
  ...mailProvisioner(ports, provisioning, dataDir),
  mailCatcher(ports),
  siretApi(ports),
];

function openidProvider({ openidProvider: port }: DevelopmentPorts, publicUrl: string): CompanionPlan {
  const [name, url, variable] = ['openid-provider', `http://localhost:${port}`, 'OPENID_PROVIDER_PORT'];
  return {
    system: 'identityProvider',
    name,
    program: programOf('../openid-provider/main.ts'),
    ports: [{ program: name, variable, port, host: 'localhost' }],
    page: `${url}/.well-known/openid-configuration`,
    ready: `${url}/.well-known/openid-configuration`,
    env: {
      [variable]: String(port),
      OPENID_PROVIDER_REDIRECT_URIS: `${publicUrl}/api/v1.0/callback/`,
      OPENID_PROVIDER_POST_LOGOUT_REDIRECT_URIS: `${publicUrl}/api/v1.0/logout-callback/`,
      OPENID_PROVIDER_BACKCHANNEL_LOGOUT_URI: `${publicUrl}/api/v1.0/backchannel-logout/`,
      OPENID_PROVIDER_MAILBOX_ISSUER: `${publicUrl}/o`,
    },
    applicationEnv: { OIDC_OP_URL: url },
  };
}

/** Empty for a system without a companion: it is given from outside. */
function mailProvisioner(
  { mailProvisioner: port }: DevelopmentPorts,
  companion: ProvisioningCompanion | undefined,
  dataDir: string,
): readonly CompanionPlan[] {
  if (!companion) return [];
  const { folder: name, page } = companion;
  const url = `http://localhost:${port}`;
  const { variable } = companion.port;
  const dataFile = join(dataDir, `${name}.json`);
  return [
    {
      system: 'mailProvisioner',
      name,
      program: programOf(`../${name}/main.ts`),
      ports: [{ program: name, variable, port, host: '127.0.0.1' }],
      page: `${url}${page}`,
      ready: `${url}${page}`,
      env: { [variable]: String(port), COMPANION_DATA_FILE: dataFile },
      dataFile,
      applicationEnv: companion.applicationEnv(url),
    },
  ];
}

function mailCatcher({ mailCatcherSmtp, mailCatcherHttp }: DevelopmentPorts): CompanionPlan {
  const [name, url] = ['mail-catcher', `http://localhost:${mailCatcherHttp}`];
  const [smtp, http] = ['MAIL_CATCHER_SMTP_PORT', 'MAIL_CATCHER_HTTP_PORT'];
  return {
    system: 'mail',
    name,
    program: programOf('../mail-catcher/main.ts'),
    ports: [
      { program: name, variable: smtp, port: mailCatcherSmtp, host: '127.0.0.1' },
      { program: name, variable: http, port: mailCatcherHttp, host: '127.0.0.1' },
    ],
    page: url,
    ready: `${url}/api/messages`,
    env: { [smtp]: String(mailCatcherSmtp), [http]: String(mailCatcherHttp) },
    applicationEnv: { DJANGO_EMAIL_HOST: 'localhost', DJANGO_EMAIL_PORT: String(mailCatcherSmtp) },
  };
}

function siretApi({ siretApi: port }: DevelopmentPorts): CompanionPlan {
  const [name, url, variable] = ['siret-api', `http://localhost:${port}`, 'SIRET_API_PORT'];
  return {
    system: 'organizationDirectory',
    name,
    program: programOf('../siret-api/main.ts'),
    ports: [{ program: name, variable, port, host: '127.0.0.1' }],
    page: `${url}/search?q=13002526500013`,
    ready: `${url}/search?q=13002526500013`,
    env: { [variable]: String(port) },
    applicationEnv: { ORGANIZATION_DIRECTORY_URL: url },
  };
}
