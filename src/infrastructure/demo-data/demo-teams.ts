import { actAs } from '../../application/shared/actor.ts';
import type { Clock } from '../../application/shared/system.ts';
import { insertTeamNode, type PlantStores } from '../../application/team/insert-team-node.ts';
import type { UnitOfWork } from '../../application/unit-of-work.ts';
import { COMMAND_LINE_ORIGIN } from '../../domain/audit/request-origin.ts';
import type { User } from '../../domain/people/user.ts';
import type { TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import { TEAM_ROLES, type TeamRole } from '../../domain/team/team-access.ts';
import type { DemoPeople } from './demo-people.ts';
import { below, drawn, drawnIds, oneOf, someOf } from './drawn.ts';

const SEED_OF_TEAMS = 2;
const MEMBERS_MAX = 100;

type Deps = Readonly<{
  unitOfWork: UnitOfWork<PlantStores>;
  clock: Clock;
  sha256: (text: string) => string;
}>;
type Member = Readonly<{ user: User; role: TeamRole }>;

/**
 * Teams `Team 0`, `Team 1`…, of up to a hundred of the crowd in roles that were drawn; the first one also has everybody
 * whose account is named after a role in a team, and all services see it. @returns how many were made: those of an earlier run are left alone
 */
export async function makeDemoTeams(
  { unitOfWork, clock, sha256 }: Deps,
  { withRoles, crowd }: DemoPeople,
  count: number,
): Promise<number> {
  const random = drawn(SEED_OF_TEAMS);
  const named = withRoles.flatMap(([{ teamRole: role }, user]) =>
    role === undefined ? [] : [{ user, role }],
  );
  let made = 0;
  for (let number = 0; number < count; number += 1) {
    const ofCrowd = someOf(random, crowd, 1 + below(random, MEMBERS_MAX)).map((user) => ({
      user,
      role: oneOf(random, TEAM_ROLES),
    }));
    const [owner, ...others] = ownerFirst(number === 0 ? [...named, ...ofCrowd] : ofCrowd);
    if (owner === undefined) continue;
    const isNew = await unitOfWork.run((stores) =>
      plant(stores, { name: `Team ${number}`, owner: owner.user, others, isVisible: number === 0 }),
    );
    if (isNew) made += 1;
  }
  return made;

  async function plant(
    stores: PlantStores,
    team: Readonly<{ name: string; owner: User; others: readonly Member[]; isVisible: boolean }>,
  ): Promise<boolean> {
    if (await stores.teams.find(drawnIds(team.name, sha256).next<TeamId>())) return false;
    const ids = drawnIds(team.name, sha256);
    const planted = await insertTeamNode(
      stores,
      {
        by: actAs(team.owner, COMMAND_LINE_ORIGIN),
        owner: { userId: team.owner.id, organizationId: team.owner.organizationId },
      },
      { name: team.name, parentId: null, isVisibleAllServices: team.isVisible, serviceProviderIds: [] },
      { clock, ids, teamsPerOwnerMax: Number.MAX_SAFE_INTEGER },
    );
    for (const { user, role } of team.others) {
      const access = { id: ids.next<TeamAccessId>(), teamId: planted.id, userId: user.id, role };
      const { createdAt, updatedAt } = planted;
      await stores.teamAccesses.insertIfAbsent({ ...access, createdAt, updatedAt });
    }
    return true;
  }
}

/** A team has an owner: the first who was drawn as one, else the first of all. */
function ownerFirst(members: readonly Member[]): readonly Member[] {
  const owner = members.find(({ role }) => role === 'owner') ?? members[0];
  return owner === undefined ? [] : [owner, ...members.filter((member) => member !== owner)];
}
