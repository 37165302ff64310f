import { TEAM_ROLES } from '../../domain/team/team-access.ts';
import { STEP_LENGTH } from '../../domain/team/team-path.ts';
import { WEBHOOK_PROTOCOLS, WEBHOOK_STATUSES } from '../../domain/webhook/team-webhook.ts';
import { expiryOf } from './invitation-expiry.ts';
import { type Finding, isOneOf, type MapRow, type Memory, repeatsLatest } from './mapping.ts';
import { noteAddress, noteWebhook } from './odd-values.ts';

/** The path defines the position of a team; depth and number of children follow from it. */
export const mapTeam: MapRow<'people_team'> = (row, { awaitedTeams }, findings) => {
  if (row.path.length % STEP_LENGTH !== 0) findings.add(`odd path ${row.path}`, 'kept');
  const depth = Math.max(1, Math.ceil(row.path.length / STEP_LENGTH));
  if (row.depth !== depth) findings.add(`depth ${row.depth} of path ${row.path}`, `set to ${depth}`);
  const numchild = awaitedTeams.get(row.path)?.children ?? 0;
  if (row.numchild !== numchild) findings.add(`numchild ${row.numchild}`, `set to ${numchild}`);
  awaitedTeams.delete(row.path);
  if (depth > 1) {
    const parent = row.path.slice(0, (depth - 1) * STEP_LENGTH);
    const children = (awaitedTeams.get(parent)?.children ?? 0) + 1;
    awaitedTeams.set(parent, { children, childId: row.id });
  }
  return { team: [{ ...row, name: findings.line('name', row.name), depth, numchild }] };
};

/** Findings for parents that were never read. Call it once all teams are read. */
export const findOrphanTeams = ({ awaitedTeams }: Memory): readonly Finding[] =>
  [...awaitedTeams].map(([path, { childId }]) => ({
    table: 'people_team',
    id: childId,
    problem: `no team has the path ${path} of its parent`,
    outcome: 'kept where it is',
  }));

export const mapTeamAccess: MapRow<'people_team_access'> = (row, _memory, findings) =>
  isOneOf(TEAM_ROLES, row.role) ? { team_access: [row] } : findings.leaveOut(`unknown role ${row.role}`);

export const mapTeamServiceProvider: MapRow<'people_team_service_providers'> = (row) => ({
  team_service_provider: [{ team_id: row.team_id, service_provider_id: row.serviceprovider_id }],
});

export const mapTeamWebhook: MapRow<'people_team_webhook'> = ({ secret, ...row }, memory, findings) => {
  if (!isOneOf(WEBHOOK_PROTOCOLS, row.protocol)) return findings.leaveOut(`unknown protocol ${row.protocol}`);
  if (row.url === '') return findings.leaveOut('no address');
  noteWebhook(findings, { url: row.url, protocol: row.protocol }, memory.webhookReach);
  const status = findings.known('status', WEBHOOK_STATUSES, row.status, 'pending');
  return { team_webhook: [{ ...row, status, sealed_secret: secret === '' ? null : secret }] };
};

/** E-mails in lower case, domains as DNS has them, and once per team (deviation D24): the one that expires last is read first. */
export const mapTeamInvitation: MapRow<'people_invitation'> = (row, memory, findings) => {
  const email = findings.email(row.email).toLowerCase();
  if (!isOneOf(TEAM_ROLES, row.role)) return findings.leaveOut(`unknown role ${row.role}`);
  if (repeatsLatest(memory, 'people_invitation', `${row.team_id} ${email}`)) {
    return findings.leaveOut(`${email} is invited twice, in another spelling`);
  }
  noteAddress(findings, 'e-mail', email);
  return { team_invitation: [{ ...row, email, expires_at: expiryOf(row) }] };
};
