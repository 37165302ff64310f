import type { TeamId } from '../../src/domain/shared/ids.ts';
import type { Team } from '../../src/domain/team/team.ts';
import { depthOf, nextChildPath } from '../../src/domain/team/team-path.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

let lastRoot: string | undefined;

/** A team without organization: a new root unless `path` says otherwise. */
export const makeTeam = (given: Partial<Team> = {}): Team => {
  const path = given.path ?? nextChildPath('', lastRoot);
  lastRoot = given.path === undefined ? path : lastRoot;
  return {
    id: newId<TeamId>(),
    name: 'Accueil',
    path,
    depth: depthOf(path),
    numchild: 0,
    externalId: newId<string>(),
    organizationId: null,
    isVisibleAllServices: false,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...given,
  };
};
