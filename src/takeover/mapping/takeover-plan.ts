import { mapAccountService } from './map-account-services.ts';
import {
  mapAlias,
  mapMailbox,
  mapMailDomain,
  mapMailDomainAccess,
  mapMailDomainInvitation,
} from './map-mail.ts';
import { mapOpenidClient } from './map-openid-clients.ts';
import {
  mapOrganization,
  mapOrganizationAccess,
  mapOrganizationServiceProvider,
  mapServiceProvider,
} from './map-organizations.ts';
import { mapContact, mapUser } from './map-people.ts';
import {
  findOrphanTeams,
  mapTeam,
  mapTeamAccess,
  mapTeamInvitation,
  mapTeamServiceProvider,
  mapTeamWebhook,
} from './map-teams.ts';
import { type Finding, type MapRow, type Memory, RowFindings } from './mapping.ts';
import type { SourceRow, SourceTableName } from './source-tables.ts';
import type { Row } from './table-shape.ts';
import type { TargetRows } from './target-tables.ts';

/** The mapped rows of a row. A row that is left out has findings only. */
export type Mapped = Readonly<{ rows: TargetRows; findings: readonly Finding[] }>;

/** The mapping of one table of the reference. */
export type TakeoverStep = Readonly<{
  source: SourceTableName;
  map: (row: Row, memory: Memory) => Mapped;
  /** Findings that need the whole table. */
  finish: (memory: Memory) => readonly Finding[];
}>;

/** Identifies a row in findings. */
const idOf = (row: Row): string => String(row['id'] ?? row['client_id']);

const step = <Name extends SourceTableName>(
  source: Name,
  mapRow: MapRow<Name>,
  finish: TakeoverStep['finish'] = () => [],
): TakeoverStep => ({
  source,
  map: (row, memory) => {
    const findings = new RowFindings(source, idOf(row));
    const rows = mapRow(row as SourceRow<Name>, memory, findings);
    return { rows, findings: findings.list };
  },
  finish,
});

/** Every table, after those it refers to. */
export const TAKEOVER_PLAN: readonly TakeoverStep[] = [
  step('people_organization', mapOrganization),
  step('people_service_provider', mapServiceProvider),
  step('people_organization_service_providers', mapOrganizationServiceProvider),
  step('people_user', mapUser),
  step('people_organization_access', mapOrganizationAccess),
  step('people_contact', mapContact),
  step('people_team', mapTeam, findOrphanTeams),
  step('people_team_access', mapTeamAccess),
  step('people_team_service_providers', mapTeamServiceProvider),
  step('people_team_webhook', mapTeamWebhook),
  step('people_invitation', mapTeamInvitation),
  step('people_mail_domain', mapMailDomain),
  step('people_mail_domain_accesses', mapMailDomainAccess),
  step('people_mail_domain_invitation', mapMailDomainInvitation),
  step('people_mail_box', mapMailbox),
  step('people_aliases', mapAlias),
  step('people_account_service', mapAccountService),
  step('oauth2_provider_application', mapOpenidClient),
];
