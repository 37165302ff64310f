import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId } from '../../domain/shared/ids.ts';
import { actingTeamRole, ensureMayOnTeam, type Team, type TeamAbilities } from '../../domain/team/team.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { TeamRepository } from './team-repository.ts';

/**
 * Locks a team, then checks that the actor may do `action`: the right cannot be removed in between.
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`
 */
export async function lockTeamFor(
  teams: TeamRepository,
  actor: Actor | Operator,
  id: TeamId,
  action: keyof TeamAbilities,
): Promise<Team> {
  const team = await teams.lock(id);
  if (!team) throw new DomainError('team.not_found', 'No such team');
  const seen = actor.userId === null ? undefined : await teams.seenAs(id, actor);
  ensureMayOnTeam(actingTeamRole(actor, seen), action);
  return team;
}
