import type { Pool } from 'pg';
import type { Seed } from './storage-harness.ts';

/** Writes rows by SQL. */
export const seedPostgres = (pool: Pool): Seed => {
  const insert = async (table: string, row: Readonly<Record<string, unknown>>): Promise<void> => {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    await pool.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  };
  return {
    team: (team) =>
      insert('team', {
        id: team.id,
        name: team.name,
        path: team.path,
        depth: team.depth,
        numchild: team.numchild,
        external_id: team.externalId,
        organization_id: team.organizationId,
        is_visible_all_services: team.isVisibleAllServices,
        created_at: team.createdAt,
        updated_at: team.updatedAt,
      }),
    serviceProvider: async ({ id, name, audienceId, createdAt, updatedAt }, organizationIds) => {
      await insert('service_provider', {
        id,
        name,
        audience_id: audienceId,
        created_at: createdAt,
        updated_at: updatedAt,
      });
      for (const organizationId of organizationIds) {
        await insert('organization_service_provider', {
          organization_id: organizationId,
          service_provider_id: id,
        });
      }
    },
    mailAlias: ({ id, mailDomainId, localPart, destination, createdAt, updatedAt }) =>
      insert('mail_alias', {
        id,
        mail_domain_id: mailDomainId,
        local_part: localPart,
        destination,
        created_at: createdAt,
        updated_at: updatedAt,
      }),
    organizationAccess: ({ id, organizationId, userId, role, createdAt, updatedAt }) =>
      insert('organization_access', {
        id,
        organization_id: organizationId,
        user_id: userId,
        role,
        created_at: createdAt,
        updated_at: updatedAt,
      }),
    teamInvitation: ({ id, email, teamId, role, issuerId, expiresAt, createdAt, updatedAt }) =>
      insert('team_invitation', {
        id,
        email,
        team_id: teamId,
        role,
        issuer_id: issuerId,
        expires_at: expiresAt,
        created_at: createdAt,
        updated_at: updatedAt,
      }),
    mailDomainInvitation: ({ id, email, mailDomainId, role, issuerId, expiresAt, createdAt, updatedAt }) =>
      insert('mail_domain_invitation', {
        id,
        email,
        mail_domain_id: mailDomainId,
        role,
        issuer_id: issuerId,
        expires_at: expiresAt,
        created_at: createdAt,
        updated_at: updatedAt,
      }),
  };
};
