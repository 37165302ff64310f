import { makeDeleteTeam, makeMoveTeam, makeUpdateTeam } from '../../application/team/change-team.ts';
import {
  makeGrantTeamAccess,
  makeRevokeTeamAccess,
  makeSetTeamRole,
} from '../../application/team/change-team-access.ts';
import { makeCreateTeam, makeEnsureMayCreateTeam } from '../../application/team/create-team.ts';
import { makeFindForeignServices } from '../../application/team/link-service-providers.ts';
import {
  makeChangeTeamAsOperator,
  makeCreateTeamFor,
  makeMoveTeamAsOperator,
} from '../../application/team/operate-teams.ts';
import {
  makeListTeamMembers,
  makeLocateMember,
  makeLocateTeam,
  makeOverseeTeams,
} from '../../application/team/oversee-teams.ts';
import { makeGetTeamAccess, makeListTeamAccesses } from '../../application/team/read-team-accesses.ts';
import { makeGetTeam, makeListTeams, makeWalkTeams } from '../../application/team/read-teams.ts';
import { area, type UseCasesOf } from './inputs/area.ts';
import { people } from './people.ts';

/** Teams and their members. */
export const teams = area(
  'Teams',
  (given, { useCases: { getMe } }) => {
    const creating = { ...given, ensureMayCreateTeam: makeEnsureMayCreateTeam({ getMe }) };
    return {
      useCases: {
        ensureMayCreateTeam: creating.ensureMayCreateTeam,
        listTeams: makeListTeams(given),
        walkTeams: makeWalkTeams(given),
        findForeignServices: makeFindForeignServices(given),
        getTeam: makeGetTeam(given),
        createTeam: makeCreateTeam(creating),
        updateTeam: makeUpdateTeam(given),
        deleteTeam: makeDeleteTeam(given),
        moveTeam: makeMoveTeam(creating),

        overseeTeams: makeOverseeTeams(given),
        locateTeam: makeLocateTeam(given),
        listTeamMembers: makeListTeamMembers(given),
        locateMember: makeLocateMember(given),
        createTeamFor: makeCreateTeamFor(given),
        changeTeamAsOperator: makeChangeTeamAsOperator(given),
        moveTeamAsOperator: makeMoveTeamAsOperator(given),

        listTeamAccesses: makeListTeamAccesses(given),
        getTeamAccess: makeGetTeamAccess(given),
        grantTeamAccess: makeGrantTeamAccess(given),
        setTeamRole: makeSetTeamRole(given),
        revokeTeamAccess: makeRevokeTeamAccess(given),
      },
    };
  },
  people.offer,
);
export type TeamUseCases = UseCasesOf<typeof teams>;
