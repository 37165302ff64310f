/** Variables whose presence means that a system is provided from outside, so that no companion is started for it. */
const GIVEN_BY = {
  database: ['DATABASE_URL', 'DB_HOST'],
  identityProvider: ['OIDC_OP_URL', 'OIDC_OP_AUTHORIZATION_ENDPOINT'],
  dimail: ['MAIL_PROVISIONING_API_URL'],
  mail: ['DJANGO_EMAIL_HOST'],
  organizationDirectory: ['ORGANIZATION_DIRECTORY_URL'],
} as const;

/** What Régie needs from outside itself. */
export type System = keyof typeof GIVEN_BY;

/** The systems that the environment already provides. */
export const externalSystems = (
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlySet<System> =>
  new Set(
    (Object.keys(GIVEN_BY) as System[]).filter((system) =>
      GIVEN_BY[system].some((variable) => Boolean(environment[variable])),
    ),
  );
