/** Variables whose presence means that a system is provided from outside, so that no companion is started for it. */
const OWN = {
  database: ['DATABASE_URL', 'DB_HOST'],
  identityProvider: ['OIDC_OP_URL', 'OIDC_OP_AUTHORIZATION_ENDPOINT'],
  dimail: ['MAIL_PROVISIONING_API_URL'],
  mail: ['DJANGO_EMAIL_HOST'],
  organizationDirectory: ['ORGANIZATION_DIRECTORY_URL'],
} as const;

export type System = keyof typeof OWN;

/** Which systems the environment already provides. */
export const externalSystems = (
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<System, boolean>> => ({
  database: isGiven(environment, 'database'),
  identityProvider: isGiven(environment, 'identityProvider'),
  dimail: isGiven(environment, 'dimail'),
  mail: isGiven(environment, 'mail'),
  organizationDirectory: isGiven(environment, 'organizationDirectory'),
});

const isGiven = (environment: Readonly<Record<string, string | undefined>>, system: System): boolean =>
  OWN[system].some((name) => (environment[name] ?? '') !== '');
