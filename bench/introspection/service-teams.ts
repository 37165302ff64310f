import { Pool } from 'pg';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { seed } from '../http/seed.ts';
import { AUDIENCE } from './make-answer.ts';

/** The request of calling services: 50 teams, of which a page shows 20. */
export const TEAMS_PATH = '/resource-server/v1.0/teams/';
export const PAGE_SIZE = 20;

/** Fills a database with people and teams; the caller's are linked to the calling service, others to others. */
export async function seedServiceTeams(databaseUrl: string): Promise<void> {
  await migrate({ databaseUrl });
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await seed(pool);
    await pool.query(
      `WITH providers AS (
         INSERT INTO service_provider (id, name, audience_id, created_at, updated_at)
         SELECT gen_random_uuid(), name, name, now(), now() FROM unnest(ARRAY[$1, 'another-service']) AS name
         RETURNING id, audience_id
       )
       INSERT INTO team_service_provider (team_id, service_provider_id)
       SELECT t.id, p.id FROM team t JOIN providers p ON p.audience_id = $1 OR t.depth < 1
       UNION ALL SELECT t.id, p.id FROM team t JOIN providers p ON p.audience_id <> $1`,
      [AUDIENCE],
    );
    await pool.query('VACUUM ANALYZE');
  } finally {
    await pool.end();
  }
}
