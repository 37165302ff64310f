import { type ServiceStanding, serviceStanding } from '../../../domain/access/service-standing.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { isLinkedToService } from '../team/is-linked-to-service.ts';

/** What the service of that audience is to a team. */
export const standingOfService = (tables: MemoryTables, team: Team, audience: string): ServiceStanding =>
  serviceStanding(isLinkedToService(tables, team.id, audience), team.isVisibleAllServices);
