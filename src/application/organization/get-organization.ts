import type { Organization } from '../../domain/organization/organization.ts';
import {
  type OrganizationAbilities,
  organizationAbilities,
} from '../../domain/organization/organization-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { OrganizationQueries } from './organization-queries.ts';

type Deps = { organizationQueries: OrganizationQueries };
export type GetOrganization = (
  actor: Actor,
  id: OrganizationId,
) => Promise<{ readonly organization: Organization; readonly abilities: OrganizationAbilities }>;

/** The actor's own organization. @throws DomainError `organization.not_found` for any other */
export const makeGetOrganization =
  ({ organizationQueries }: Deps): GetOrganization =>
  async (actor, id) => {
    const found = await organizationQueries.find(id, actor.userId);
    if (!found) throw new DomainError('organization.not_found', 'No such organization');
    const abilities = organizationAbilities(actor.organizationId === id, found.role);
    return { organization: found.organization, abilities };
  };
