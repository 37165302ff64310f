import { expiryOf } from './invitation-expiry.ts';
import { type Finding, isOneOf, type MapRow, type Memory, RowFindings, repeatsLatest } from './mapping.ts';

/** Letters of a path per level of the tree (contract/rest-api.md 2.5). */
const STEP = 5;

const ROLES = ['member', 'administrator', 'owner'] as const;
const PROTOCOLS = ['scim', 'matrix'] as const;
const STATUSES = ['failure', 'pending', 'success'] as const;

/** The path says where a team is; depth and number of children follow from it. */
export const mapTeam: MapRow<'people_team'> = (row, { awaitedTeams }) => {
  const findings = new RowFindings('people_team', row.id);
  if (row.path.length % STEP !== 0) findings.add(`odd path ${row.path}`, 'kept');
  const depth = Math.max(1, Math.ceil(row.path.length / STEP));
  if (row.depth !== depth) findings.add(`depth ${row.depth} of path ${row.path}`, `set to ${depth}`);
  const numchild = awaitedTeams.get(row.path)?.children ?? 0;
  if (row.numchild !== numchild) findings.add(`numchild ${row.numchild}`, `set to ${numchild}`);
  awaitedTeams.delete(row.path);
  if (depth > 1) {
    const parent = row.path.slice(0, (depth - 1) * STEP);
    const children = (awaitedTeams.get(parent)?.children ?? 0) + 1;
    awaitedTeams.set(parent, { children, childId: row.id });
  }
  return { rows: { team: [{ ...row, depth, numchild }] }, findings: findings.list };
};

/** Parents that never came. To be asked for once all teams are read. */
export const findOrphanTeams = ({ awaitedTeams }: Memory): readonly Finding[] =>
  [...awaitedTeams].map(([path, { childId }]) => ({
    table: 'people_team',
    id: childId,
    problem: `no team has the path ${path} of its parent`,
    outcome: 'kept where it is',
  }));

export const mapTeamAccess: MapRow<'people_team_access'> = (row) => {
  const findings = new RowFindings('people_team_access', row.id);
  if (!isOneOf(ROLES, row.role)) return findings.leaveOut(`unknown role ${row.role}`);
  return { rows: { team_access: [row] }, findings: findings.list };
};

export const mapTeamServiceProvider: MapRow<'people_team_service_providers'> = (row) => ({
  rows: {
    team_service_provider: [{ team_id: row.team_id, service_provider_id: row.serviceprovider_id }],
  },
  findings: [],
});

export const mapTeamWebhook: MapRow<'people_team_webhook'> = ({ secret, ...row }) => {
  const findings = new RowFindings('people_team_webhook', row.id);
  if (!isOneOf(PROTOCOLS, row.protocol)) return findings.leaveOut(`unknown protocol ${row.protocol}`);
  if (row.url === '') return findings.leaveOut('no address');
  const isKnown = isOneOf(STATUSES, row.status);
  if (!isKnown) findings.add(`unknown status ${row.status}`, 'set to pending');
  return {
    rows: {
      team_webhook: [
        { ...row, status: isKnown ? row.status : 'pending', sealed_secret: secret === '' ? null : secret },
      ],
    },
    findings: findings.list,
  };
};

/** E-mails in lower case and once per team (deviation D24): the one that expires last is read first. */
export const mapTeamInvitation: MapRow<'people_invitation'> = (row, memory) => {
  const findings = new RowFindings('people_invitation', row.id);
  const email = row.email.toLowerCase();
  if (!isOneOf(ROLES, row.role)) return findings.leaveOut(`unknown role ${row.role}`);
  if (repeatsLatest(memory, 'people_invitation', `${row.team_id} ${email}`)) {
    return findings.leaveOut(`${email} is invited twice, in other letter case`);
  }
  return {
    rows: { team_invitation: [{ ...row, email, expires_at: expiryOf(row) }] },
    findings: findings.list,
  };
};
