import type { TeamRepository, TeamViewer } from '../../../application/team/team-repository.ts';
import type { OrganizationId, ServiceProviderId, TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamRole } from '../../../domain/team/team-access.ts';
import { depthOf, parentOf, STEP_LENGTH, type TeamPath } from '../../../domain/team/team-path.ts';
import type { Queryable } from '../engine/sql.ts';
import { endOfSubtree } from './end-of-subtree.ts';
import { TEAM } from './team-table.ts';
import { ROLE_SEEN } from './team-visibility.ts';

/** The tree's advisory lock: the letters "team". */
const TREE_LOCK = 0x7465616d;

export class PgTeamRepository implements TeamRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: TeamId): Promise<Team | undefined> {
    return TEAM.first(this.db, 'WHERE t.id = $1', [id]);
  }

  async findByExternalId(externalId: string): Promise<Team | undefined> {
    return TEAM.first(this.db, 'WHERE t.external_id = $1', [externalId]);
  }

  async lock(id: TeamId): Promise<Team | undefined> {
    return TEAM.first(this.db, 'WHERE t.id = $1 FOR UPDATE', [id]);
  }

  async lockTree(): Promise<void> {
    await this.db.query('SELECT pg_advisory_xact_lock($1)', [TREE_LOCK]);
  }

  async seenAs(id: TeamId, { userId, organizationId }: TeamViewer): Promise<TeamRole | undefined> {
    const { rows } = await this.db.query<{ role: TeamRole | null }>(
      `SELECT ${ROLE_SEEN} AS role
         FROM team t LEFT JOIN team_access a ON a.team_id = t.id AND a.user_id = $1 WHERE t.id = $3`,
      [userId, organizationId, id],
    );
    return rows[0]?.role ?? undefined;
  }

  async lastChildPath(parent: TeamPath): Promise<TeamPath | undefined> {
    const { rows } = await this.db.query<{ path: TeamPath }>(
      `SELECT t.path FROM team t WHERE t.depth = $1 AND t.path > $2 AND t.path < $3
        ORDER BY t.path DESC LIMIT 1`,
      [depthOf(parent) + 1, parent, endOfSubtree(parent)],
    );
    return rows[0]?.path;
  }

  async insert(team: Team): Promise<void> {
    await TEAM.insert(this.db, team);
    await this.#count(parentOf(team.path), 1);
  }

  async update(team: Team): Promise<void> {
    await TEAM.update(this.db, team);
  }

  async move(path: TeamPath, newPath: TeamPath): Promise<void> {
    await this.db.query(
      `UPDATE team
          SET path = CASE WHEN path >= $1 AND path < $2 THEN $3 || substr(path, length($1) + 1) ELSE path END,
              depth = CASE WHEN path >= $1 AND path < $2
                           THEN depth + (length($3) - length($1)) / ${STEP_LENGTH} ELSE depth END,
              numchild = numchild - (path = $4)::int + (path = $5)::int
        WHERE (path >= $1 AND path < $2) OR path IN ($4, $5)`,
      [path, endOfSubtree(path), newPath, parentOf(path), parentOf(newPath)],
    );
  }

  async deleteSubtree(path: TeamPath): Promise<readonly TeamId[]> {
    const { rows } = await this.db.query<{ id: TeamId }>(
      `WITH gone AS (DELETE FROM team t WHERE t.path >= $1 AND t.path < $2 RETURNING t.id, t.path)
       SELECT g.id FROM gone g ORDER BY g.path`,
      [path, endOfSubtree(path)],
    );
    await this.#count(parentOf(path), -1);
    return rows.map(({ id }) => id);
  }

  async serviceProviderIds(id: TeamId): Promise<readonly ServiceProviderId[]> {
    const { rows } = await this.db.query<{ service_provider_id: ServiceProviderId }>(
      `SELECT s.service_provider_id FROM team_service_provider s WHERE s.team_id = $1
        ORDER BY s.service_provider_id`,
      [id],
    );
    return rows.map((row) => row.service_provider_id);
  }

  async isLinkedTo(id: TeamId, audienceId: string): Promise<boolean> {
    const { rows } = await this.db.query<{ is_linked: boolean }>(
      `SELECT EXISTS (SELECT FROM team_service_provider s JOIN service_provider p ON p.id = s.service_provider_id
                       WHERE s.team_id = $1 AND p.audience_id = $2) AS is_linked`,
      [id, audienceId],
    );
    return rows[0]?.is_linked ?? false;
  }

  async replaceServiceProviders(id: TeamId, serviceProviderIds: readonly ServiceProviderId[]): Promise<void> {
    await this.db.query(
      'DELETE FROM team_service_provider WHERE team_id = $1 AND service_provider_id <> ALL($2::uuid[])',
      [id, serviceProviderIds],
    );
    await this.db.query(
      `INSERT INTO team_service_provider (team_id, service_provider_id) SELECT $1, unnest($2::uuid[])
       ON CONFLICT (team_id, service_provider_id) DO NOTHING`,
      [id, serviceProviderIds],
    );
  }

  async offeredServiceProviders(
    organizationId: OrganizationId | null,
    ids: readonly ServiceProviderId[],
  ): Promise<readonly ServiceProviderId[]> {
    if (organizationId === null || ids.length === 0) return [];
    const { rows } = await this.db.query<{ service_provider_id: ServiceProviderId }>(
      `SELECT s.service_provider_id FROM organization_service_provider s
        WHERE s.organization_id = $1 AND s.service_provider_id = ANY($2::uuid[])`,
      [organizationId, ids],
    );
    return rows.map((row) => row.service_provider_id);
  }

  async #count(parent: TeamPath, change: number): Promise<void> {
    if (parent === '') return;
    await this.db.query('UPDATE team SET numchild = numchild + $2 WHERE path = $1', [parent, change]);
  }
}
