import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId, TeamId } from '../../domain/shared/ids.ts';
import { actingTeamRole, ensureMayOnTeam } from '../../domain/team/team.ts';
import type { TeamAccess } from '../../domain/team/team-access.ts';
import { accountNamed, type NamedPerson } from '../people/named-account.ts';
import type { Operator } from '../shared/operator.ts';
import type { CursorRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { TeamAccessQueries, TeamAccessView } from './team-access-queries.ts';
import type { OverseenTeam, TeamQueries } from './team-queries.ts';

type Deps = { teamQueries: Pick<TeamQueries, 'all'> };
type Items<Item> = Readonly<{ items: readonly Item[] }>;

const ensureMayOversee = (by: Operator): void => ensureMayOnTeam(actingTeamRole(by, undefined), 'get');

export type OverseeTeams = (
  by: Operator,
  filter: Readonly<{ search?: string | undefined; organizationId?: OrganizationId | undefined }>,
  request: CursorRequest<'path'>,
) => Promise<Items<OverseenTeam>>;

/** All teams, each behind the one above it, for operators. */
export const makeOverseeTeams =
  ({ teamQueries }: Deps): OverseeTeams =>
  async (by, filter, request) => {
    ensureMayOversee(by);
    return searchPage(filter.search, async (search) => {
      const items = await teamQueries.all({ ...filter, search }, request);
      return { total: items.length, items };
    });
  };

/** A team by its id, or by its name where no other team has it. */
export type NamedTeam = Readonly<{ id: TeamId } | { name: string }>;
export type LocateTeam = (by: Operator, named: NamedTeam) => Promise<OverseenTeam>;

/** @throws DomainError `team.not_found`; `request.invalid` where several teams have the name */
export const makeLocateTeam =
  ({ teamQueries }: Deps): LocateTeam =>
  async (by, named) => {
    ensureMayOversee(by);
    const order = [{ field: 'path', descending: false }] as const;
    const [team, another] = await teamQueries.all(named, { number: 1, size: 2, order });
    if (another) throw new DomainError('request.invalid', 'Several teams have this name: give an id');
    if (!team) throw new DomainError('team.not_found', 'No such team');
    return team;
  };

export type ListTeamMembers = (
  by: Operator,
  teamId: TeamId,
  request: CursorRequest<'created_at'>,
) => Promise<Items<TeamAccessView>>;

/** Everybody with an access to a team, whoever came first first. */
export const makeListTeamMembers =
  ({ teamAccessQueries }: { teamAccessQueries: Pick<TeamAccessQueries, 'members'> }): ListTeamMembers =>
  async (by, teamId, request) => {
    ensureMayOversee(by);
    return { items: await teamAccessQueries.members(teamId, request) };
  };

export type LocateMember = (by: Operator, teamId: TeamId, person: NamedPerson) => Promise<TeamAccess>;

/** The access of a person to a team. @throws DomainError `user.not_found`, `request.invalid`, `team_access.not_found` */
export const makeLocateMember =
  ({ unitOfWork }: { unitOfWork: UnitOfWork<Pick<Repositories, 'users' | 'teamAccesses'>> }): LocateMember =>
  async (by, teamId, person) => {
    ensureMayOversee(by);
    return unitOfWork.run(async (stores) => {
      const { id } = await accountNamed(stores, person);
      const access = await stores.teamAccesses.findOf(teamId, id);
      if (!access) throw new DomainError('team_access.not_found', 'They are not in this team');
      return access;
    });
  };
