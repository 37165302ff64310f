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
import type { TargetRows, TargetTableName } from './target-tables.ts';

/** The mapped rows of a row. A row that is left out has findings only. */
export type Mapped = Readonly<{
  /** The id of the row in findings. */
  id: string;
  rows: TargetRows;
  findings: readonly Finding[];
}>;

/** The mapping of one table of the reference. */
export type TakeoverStep = Readonly<{
  source: SourceTableName;
  /** What its rows become; the first is what has their id. */
  targets: readonly [TargetTableName, ...TargetTableName[]];
  map: (row: Row, memory: Memory) => Mapped;
  /** Findings that need the whole table. */
  finish: (memory: Memory) => readonly Finding[];
}>;

/** Identifies a row in findings. */
const idOf = (row: Row): string => String(row['id'] ?? row['client_id']);

const step = <Name extends SourceTableName>(
  source: Name,
  targets: TakeoverStep['targets'],
  mapRow: MapRow<Name>,
  finish: TakeoverStep['finish'] = () => [],
): TakeoverStep => ({
  source,
  targets,
  map: (row, memory) => {
    const id = idOf(row);
    const findings = new RowFindings(source, id);
    const rows = mapRow(row as SourceRow<Name>, memory, findings);
    return { id, rows, findings: findings.list };
  },
  finish,
});

/** Every table, after those it refers to. */
export const TAKEOVER_PLAN: readonly TakeoverStep[] = [
  step(
    'people_organization',
    ['organization', 'organization_registration_id', 'organization_domain'],
    mapOrganization,
  ),
  step('people_service_provider', ['service_provider'], mapServiceProvider),
  step(
    'people_organization_service_providers',
    ['organization_service_provider'],
    mapOrganizationServiceProvider,
  ),
  step('people_user', ['user_account'], mapUser),
  step('people_organization_access', ['organization_access'], mapOrganizationAccess),
  step('people_contact', ['contact'], mapContact),
  step('people_team', ['team'], mapTeam, findOrphanTeams),
  step('people_team_access', ['team_access'], mapTeamAccess),
  step('people_team_service_providers', ['team_service_provider'], mapTeamServiceProvider),
  step('people_team_webhook', ['team_webhook'], mapTeamWebhook),
  step('people_invitation', ['team_invitation'], mapTeamInvitation),
  step('people_mail_domain', ['mail_domain'], mapMailDomain),
  step('people_mail_domain_accesses', ['mail_domain_access'], mapMailDomainAccess),
  step('people_mail_domain_invitation', ['mail_domain_invitation'], mapMailDomainInvitation),
  step('people_mail_box', ['mailbox'], mapMailbox),
  step('people_aliases', ['mail_alias'], mapAlias),
  step('people_account_service', ['account_service'], mapAccountService),
  step('oauth2_provider_application', ['openid_client'], mapOpenidClient),
];

/** The table of the reference whose rows fill one of ours. */
export const SOURCE_OF = Object.fromEntries(
  TAKEOVER_PLAN.flatMap(({ source, targets }) => targets.map((target) => [target, source])),
) as Readonly<Record<TargetTableName, SourceTableName>>;
