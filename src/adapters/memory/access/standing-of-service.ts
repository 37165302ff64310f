import { type ServiceStanding, serviceStanding } from '../../../domain/access/service-standing.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { isLinkedToService } from '../team/is-linked-to-service.ts';

/** The relation of the service with that audience to a team. */
export const standingOfService = (tables: MemoryTables, team: Team, audience: string): ServiceStanding =>
  serviceStanding(isLinkedToService(tables, team.id, audience), team.isVisibleAllServices);
