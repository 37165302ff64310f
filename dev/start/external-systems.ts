import type { ProvisioningCompanion } from '../../src/infrastructure/provisioning-systems.ts';

/** Variables whose presence means that a system is provided from outside, so that no companion is started for it. */
const GIVEN_BY = {
  database: ['DATABASE_URL', 'DB_HOST'],
  identityProvider: ['OIDC_OP_URL', 'OIDC_OP_AUTHORIZATION_ENDPOINT'],
  mail: ['DJANGO_EMAIL_HOST'],
  organizationDirectory: ['ORGANIZATION_DIRECTORY_URL'],
} as const;

/** The systems that Régie needs. */
export type System = keyof typeof GIVEN_BY | 'mailProvisioner';

/** The systems that the environment already provides. */
export function externalSystems(
  environment: Readonly<Record<string, string | undefined>>,
  provisioning: ProvisioningCompanion | undefined,
): ReadonlySet<System> {
  const givenBy: Readonly<Record<System, readonly string[]>> = {
    ...GIVEN_BY,
    mailProvisioner: provisioning?.givenBy ?? [],
  };
  const isGiven = (system: System) => givenBy[system].some((variable) => Boolean(environment[variable]));
  return new Set((Object.keys(givenBy) as System[]).filter(isGiven));
}
