import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId } from '../../domain/shared/ids.ts';
import { ensureMayOnTeam, type Team, type TeamAbilities } from '../../domain/team/team.ts';
import type { Actor } from '../shared/actor.ts';
import type { TeamRepository } from './team-repository.ts';

/**
 * Locks a team, then checks that the actor may do `action`: the right cannot be removed in between.
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`
 */
export async function lockTeamFor(
  teams: TeamRepository,
  actor: Actor,
  id: TeamId,
  action: keyof TeamAbilities,
): Promise<Team> {
  const team = await teams.lock(id);
  if (!team) throw new DomainError('team.not_found', 'No such team');
  ensureMayOnTeam(await teams.seenAs(id, actor), action);
  return team;
}
