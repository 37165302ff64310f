import { type ServiceStanding, serviceStanding } from '../../domain/service-provider/service-standing.ts';
import type { Team } from '../../domain/team/team.ts';
import { isLinkedToService } from './is-linked-to-service.ts';
import type { MemoryTables } from './memory-tables.ts';

/** What the service of that audience is to a team. */
export const standingOfService = (tables: MemoryTables, team: Team, audience: string): ServiceStanding =>
  serviceStanding(isLinkedToService(tables, team.id, audience), team.isVisibleAllServices);
