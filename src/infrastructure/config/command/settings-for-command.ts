import type { Adapters } from '../../container/inputs/adapters.ts';
import { PROVISIONING_VARIABLES } from '../../provisioning-systems.ts';
import { ConfigurationError, variableOf } from '../read-environment.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { IDENTITY_PROVIDER_VARIABLES } from '../variables/identity-provider-variables.ts';
import { LOG_VARIABLES } from '../variables/log-variables.ts';
import { MAIL_VARIABLES } from '../variables/mail-variables.ts';
import { PAGE_VARIABLES } from '../variables/page-variables.ts';
import { REQUEST_VARIABLES } from '../variables/request-variables.ts';
import { RESOURCE_SERVER_VARIABLES } from '../variables/resource-server-variables.ts';
import { SERVING_VARIABLES } from '../variables/serving-variables.ts';
import { TRACE_VARIABLES } from '../variables/trace-variables.ts';
import { WEBHOOK_VARIABLES } from '../variables/webhook-variables.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const namesOf = (group: object, except: readonly string[] = []): readonly string[] =>
  Object.keys(group).filter((name) => !except.includes(name));

/** Where people come from, and go to: a command signs nobody in. */
const SIGN_IN = [
  ...namesOf(IDENTITY_PROVIDER_VARIABLES).filter((name) =>
    /^(?:OIDC_OP_|OIDC_RP_(?:CLIENT|SIGN|SCOPES)|LOGIN_|LOGOUT_|OIDC_REDIRECT_)/.test(name),
  ),
  'OIDC_CLIENT_AUTH_METHOD',
  'OIDC_TOKEN_USE_BASIC_AUTH',
  'OIDC_USERINFO_SIGN_ALGO',
  'OIDC_AUTH_REQUEST_EXTRA_PARAMS',
  'OIDC_TIMEOUT',
  'OIDC_PROXY',
  'OIDC_VERIFY_SSL',
  'ALLOW_LOGOUT_GET_METHOD',
];

/** What a port to another system takes from the configuration, and nothing else does. */
const BEHIND_PORTS = {
  mailProvisioner: [
    ...namesOf(PROVISIONING_VARIABLES),
    'MAIL_PROVISIONING_SYSTEM',
    'MAIL_CHECK_DOMAIN_INTERVAL',
  ],
  mailer: namesOf(MAIL_VARIABLES),
  webhookSender: namesOf(WEBHOOK_VARIABLES),
  signOutNotifier: ['OIDC_PROVIDER_ALLOWED_NETWORKS'],
  organizationDirectory: ['ORGANIZATION_DIRECTORY_URL', 'ORGANIZATION_DIRECTORY_REQUESTS_PER_SECOND'],
  identityProvider: SIGN_IN,
  tokenIntrospector: [...SIGN_IN, ...namesOf(RESOURCE_SERVER_VARIABLES)],
} as const satisfies Partial<Record<keyof Adapters, readonly string[]>>;

type Port = keyof typeof BEHIND_PORTS;

/** What only processes use that answer requests or carry out jobs. */
const OF_PROCESSES: readonly string[] = [
  ...namesOf(SERVING_VARIABLES, [
    'REGIE_ENV',
    'REGIE_SECRET_KEY',
    'REGIE_SECRET_KEY_FALLBACKS',
    'REGIE_PUBLIC_URL',
  ]),
  ...namesOf(REQUEST_VARIABLES, [
    'WRITE_THROTTLE_RATES',
    'CONTACTS_PER_OWNER_MAX',
    'TEAMS_PER_OWNER_MAX',
    'PENDING_MAIL_DOMAINS_MAX',
    'PENDING_MAIL_DOMAINS_END_AFTER_DAYS',
    'INVITE_ACROSS_ORGANIZATIONS',
    'LANGUAGE_CODE',
  ]),
  ...namesOf(PAGE_VARIABLES),
  ...namesOf(LOG_VARIABLES),
  ...namesOf(TRACE_VARIABLES),
  'WARM_UP_SECONDS',
  'JOB_CONCURRENCY',
  'AUDIT_RETENTION_MONTHS',
  'WEBMAIL_URL',
  'SEND_MAILBOX_PASSWORD',
  'MAIL_LINKS',
  'SYNTHETIC_CHECK_DOMAIN',
  'SYNTHETIC_CHECK_INTERVAL',
  'OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY',
  'OIDC_PROVIDER_SIGNING_KEYS',
  'OIDC_PROVIDER_LOGIN_URL',
  'OIDC_PROVIDER_PASSKEY_RP_ID',
  'OIDC_PROVIDER_ATTESTATION_ROOTS',
  'OIDC_PROVIDER_REFRESH_TOKEN_LIFETIME',
];

const OPTIONAL: ReadonlySet<string> = new Set([...OF_PROCESSES, ...Object.values(BEHIND_PORTS).flat()]);

/** By port: what is missing or wrong of the settings that it would need. */
export type Lacking = Readonly<Partial<Record<Port, readonly string[]>>>;

/**
 * The settings of a command, of which those that it does not use may be missing or wrong: these are as in development, and
 * lead nowhere.
 *
 * @param uses variables that only processes use otherwise, such as the address in mails
 * @throws ConfigurationError about what every command uses, or this one
 */
export function loadSettingsForCommand(
  uses: readonly string[],
  variables: Variables = process.env,
): Readonly<{ settings: Settings; lacking: Lacking }> {
  const problems = new Set<string>();
  for (;;) {
    const leftOut = new Set([...problems].map(variableOf));
    try {
      return { settings: loadSettings(variables, leftOut), lacking: lackingOf(problems) };
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      const own = error.problems.filter((problem) => !isOptional(variableOf(problem), uses));
      if (own.length > 0) throw new ConfigurationError(own);
      const known = problems.size;
      // Further ones may show once these are left out; what stays is not mended by leaving it out.
      for (const problem of error.problems) problems.add(problem);
      if (problems.size === known) throw error;
    }
  }
}

const isOptional = (name: string, uses: readonly string[]): boolean =>
  OPTIONAL.has(name) && !uses.includes(name);

function lackingOf(problems: ReadonlySet<string>): Lacking {
  const found = Object.entries(BEHIND_PORTS).map(([port, names]: [string, readonly string[]]) => [
    port,
    [...problems].filter((problem) => names.includes(variableOf(problem))),
  ]);
  return Object.fromEntries(found.filter(([, lacks]) => lacks?.length !== 0));
}

/** The same adapters, of which those that lack settings refuse each call. */
export function refuseLacking<Given extends Partial<Adapters>>(adapters: Given, lacking: Lacking): Given {
  const refusing = Object.entries(lacking).map(([port, problems]) => [
    port,
    new Proxy({}, { get: () => () => Promise.reject(new ConfigurationError(problems)) }),
  ]);
  return { ...adapters, ...Object.fromEntries(refusing) };
}
