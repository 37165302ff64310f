import { changeOf } from '../../domain/audit/change-of.ts';
import type { ServiceProviderId, TeamId } from '../../domain/shared/ids.ts';
import { ensureNotDescendant } from '../../domain/team/team.ts';
import { nextChildPath } from '../../domain/team/team-path.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { type WebhookStores, wakeWebhooks } from '../webhook/delivery/queue-deliveries.ts';
import type { EnsureMayCreateTeam } from './create-team.ts';
import { linkServiceProviders } from './link-service-providers.ts';
import { lockTeamFor } from './lock-team-for.ts';
import { makeGetTeam } from './read-teams.ts';
import { teamAuditSubject } from './team-audit-subject.ts';
import type { TeamQueries, TeamView } from './team-queries.ts';

type WriteDeps = { unitOfWork: UnitOfWork<Pick<Repositories, 'teams' | 'audit'>>; clock: Clock };
type Deps = WriteDeps & { teamQueries: TeamQueries };

/** Undefined members keep their value. */
export type TeamChange = {
  readonly name?: string | undefined;
  readonly isVisibleAllServices?: boolean | undefined;
  readonly serviceProviderIds?: readonly ServiceProviderId[] | undefined;
};
export type UpdateTeam = (actor: Actor, id: TeamId, change: TeamChange) => Promise<TeamView>;

/**
 * Stores a change of a team that the actor may change.
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`, `team.unknown_service_provider`
 */
export async function storeTeamChange(
  { teams, audit }: Pick<Repositories, 'teams' | 'audit'>,
  actor: Actor | Operator,
  { id, name, isVisibleAllServices, serviceProviderIds }: TeamChange & { readonly id: TeamId },
  at: Date,
): Promise<void> {
  const team = await lockTeamFor(teams, actor, id, 'patch');
  const changed = {
    ...team,
    name: name ?? team.name,
    isVisibleAllServices: isVisibleAllServices ?? team.isVisibleAllServices,
    updatedAt: at,
  };
  await teams.update(changed);
  if (serviceProviderIds) await linkServiceProviders(teams, actor, id, serviceProviderIds);
  const details = {
    ...changeOf('name', team, changed),
    ...changeOf('isVisibleAllServices', team, changed),
    ...(serviceProviderIds ? { serviceProviderIds } : {}),
  };
  if (Object.keys(details).length > 0) {
    await audit.append(actor, { ...teamAuditSubject(changed), at, action: 'team.updated', details });
  }
}

/** @throws DomainError as `storeTeamChange` */
export const makeUpdateTeam = ({ unitOfWork, teamQueries, clock }: Deps): UpdateTeam => {
  const getTeam = makeGetTeam({ teamQueries });
  return async (actor, id, change) => {
    await unitOfWork.run((stores) => storeTeamChange(stores, actor, { ...change, id }, clock.now()));
    return getTeam(actor, id);
  };
};

export type DeleteTeam = (actor: Actor | Operator, id: TeamId) => Promise<void>;

/**
 * Deletes a team with all teams below it; their webhooks are notified that everybody left (contract/rest-api.md D25).
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`
 */
export const makeDeleteTeam =
  ({
    unitOfWork,
    clock,
  }: {
    unitOfWork: UnitOfWork<WebhookStores & Pick<Repositories, 'teams' | 'audit'>>;
    clock: Clock;
  }): DeleteTeam =>
  (actor, id) =>
    unitOfWork.run(async ({ teams, audit, ...stores }) => {
      await teams.lockTree();
      const team = await lockTeamFor(teams, actor, id, 'delete');
      const at = clock.now();
      await wakeWebhooks(stores, await stores.webhookDeliveries.queueSubtreeRemoval(team.path, at));
      const deleted = await teams.deleteSubtree(team.path);
      const alsoDeleted = deleted.filter((other) => other !== id);
      await audit.append(actor, {
        ...teamAuditSubject(team),
        at,
        action: 'team.deleted',
        details: alsoDeleted.length > 0 ? { alsoDeleted } : {},
      });
    });

/**
 * Stores that a team stands below another from now on.
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`, `team.cannot_move_below_itself`
 */
export async function storeTeamMove(
  { teams, audit }: Pick<Repositories, 'teams' | 'audit'>,
  actor: Actor | Operator,
  { id, parentId }: Readonly<{ id: TeamId; parentId: TeamId | null }>,
  at: Date,
): Promise<void> {
  await teams.lockTree();
  const team = await lockTeamFor(teams, actor, id, 'delete');
  const parent = parentId === null ? undefined : await lockTeamFor(teams, actor, parentId, 'patch');
  if (parent) ensureNotDescendant(team, parent);
  const above = parent?.path ?? '';
  const path = nextChildPath(above, await teams.lastChildPath(above));
  await teams.move(team.path, path);
  await audit.append(actor, {
    ...teamAuditSubject(team),
    at,
    action: 'team.moved',
    details: { path: { before: team.path, after: path }, below: parentId },
  });
}

export type MoveTeam = (actor: Actor, id: TeamId, parentId: TeamId | null) => Promise<TeamView>;

/**
 * Makes a team, with all teams below it, the last child of another (null: the last root). The actor must own it, and own
 * or administer the new parent; a new root needs the right to create teams.
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`, `team.cannot_move_below_itself`
 */
export const makeMoveTeam = ({
  unitOfWork,
  teamQueries,
  ensureMayCreateTeam,
  clock,
}: Deps & { ensureMayCreateTeam: EnsureMayCreateTeam }): MoveTeam => {
  const getTeam = makeGetTeam({ teamQueries });
  return async (actor, id, parentId) => {
    if (parentId === null) await ensureMayCreateTeam(actor);
    await unitOfWork.run((stores) => storeTeamMove(stores, actor, { id, parentId }, clock.now()));
    return getTeam(actor, id);
  };
};
