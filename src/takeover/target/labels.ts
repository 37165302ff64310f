import type { TargetTableName } from '../mapping/target-tables.ts';

const nameIn = (table: 'organization' | 'service_provider' | 'team' | 'mail_domain', id: string): string =>
  `(SELECT one.name FROM ${table} one WHERE one.id = ${id})`;
const person = (id: string): string =>
  `(SELECT coalesce(one.email, one.name, one.sub) FROM user_account one WHERE one.id = ${id})`;
const inPlace = (what: string, place: string): string => `concat_ws(' in ', ${what}, ${place})`;
const address = (row: string): string =>
  `concat(${row}.local_part, '@', coalesce(${nameIn('mail_domain', `${row}.mail_domain_id`)}, ${row}.mail_domain_id::text))`;

/** What people call a row of a table, as SQL; null where nobody knows. Secrets are never part of it. */
export const LABELS: Readonly<Record<TargetTableName, (row: string) => string>> = {
  organization: (row) => `${row}.name`,
  organization_registration_id: (row) => nameIn('organization', `${row}.organization_id`),
  organization_domain: (row) => nameIn('organization', `${row}.organization_id`),
  service_provider: (row) => `${row}.name`,
  organization_service_provider: (row) =>
    inPlace(
      nameIn('service_provider', `${row}.service_provider_id`),
      nameIn('organization', `${row}.organization_id`),
    ),
  user_account: (row) => `coalesce(${row}.email, ${row}.name, ${row}.sub)`,
  organization_access: (row) =>
    inPlace(person(`${row}.user_id`), nameIn('organization', `${row}.organization_id`)),
  contact: (row) => `${row}.full_name`,
  team: (row) => `${row}.name`,
  team_access: (row) => inPlace(person(`${row}.user_id`), nameIn('team', `${row}.team_id`)),
  team_service_provider: (row) =>
    inPlace(nameIn('service_provider', `${row}.service_provider_id`), nameIn('team', `${row}.team_id`)),
  team_webhook: (row) => inPlace(`${row}.protocol`, nameIn('team', `${row}.team_id`)),
  team_invitation: (row) => inPlace(`${row}.email`, nameIn('team', `${row}.team_id`)),
  mail_domain: (row) => `${row}.name`,
  mail_domain_access: (row) =>
    inPlace(person(`${row}.user_id`), nameIn('mail_domain', `${row}.mail_domain_id`)),
  mail_domain_invitation: (row) => inPlace(`${row}.email`, nameIn('mail_domain', `${row}.mail_domain_id`)),
  mailbox: address,
  mail_alias: (row) => `concat(${address(row)}, ' to ', ${row}.destination)`,
  account_service: (row) => `${row}.name`,
  openid_client: (row) => `${row}.name`,
};
