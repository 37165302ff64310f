import type { TeamId } from '../../domain/shared/ids.ts';
import { actingTeamRole, ensureMayOnTeam } from '../../domain/team/team.ts';
import { accountNamed, type NamedPerson } from '../people/named-account.ts';
import type { Operator } from '../shared/operator.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { storeTeamChange, storeTeamMove, type TeamChange } from './change-team.ts';
import { insertTeamNode, type NewTeam, type PlantDeps, type PlantStores } from './insert-team-node.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'teams' | 'audit'>>; clock: Clock };

export type CreateTeamFor = (
  by: Operator,
  team: Omit<NewTeam, 'serviceProviderIds'> & Readonly<{ owner: NamedPerson }>,
) => Promise<TeamId>;

/**
 * Creates a team for a person with an active account, who owns it: a team of their organization, whether or not they may
 * create teams themselves.
 *
 * @throws DomainError `user.not_found`, `request.invalid` where several accounts have the address, `team.not_found` (the
 *   parent), `list.full`
 */
export const makeCreateTeamFor =
  ({
    unitOfWork,
    ...nodeDeps
  }: PlantDeps & { unitOfWork: UnitOfWork<PlantStores & Pick<Repositories, 'users'>> }): CreateTeamFor =>
  (by, { owner, ...team }) => {
    ensureMayOnTeam(actingTeamRole(by, undefined), 'patch');
    return unitOfWork.run(async (stores) => {
      const { id: userId, organizationId } = await accountNamed(stores, owner, { isActive: true });
      const founding = { by, owner: { userId, organizationId } };
      const { id } = await insertTeamNode(stores, founding, { ...team, serviceProviderIds: [] }, nodeDeps);
      return id;
    });
  };

export type ChangeTeamAsOperator = (
  by: Operator,
  id: TeamId,
  change: Omit<TeamChange, 'serviceProviderIds'>,
) => Promise<void>;

/** @throws DomainError `team.not_found`, `team.action_forbidden` */
export const makeChangeTeamAsOperator =
  ({ unitOfWork, clock }: Deps): ChangeTeamAsOperator =>
  (by, id, change) =>
    unitOfWork.run((stores) => storeTeamChange(stores, by, { ...change, id }, clock.now()));

export type MoveTeamAsOperator = (by: Operator, id: TeamId, parentId: TeamId | null) => Promise<void>;

/**
 * Makes a team, with all teams below it, the last child of another (null: the last root).
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`, `team.cannot_move_below_itself`
 */
export const makeMoveTeamAsOperator =
  ({ unitOfWork, clock }: Deps): MoveTeamAsOperator =>
  (by, id, parentId) =>
    unitOfWork.run((stores) => storeTeamMove(stores, by, { id, parentId }, clock.now()));
