import type { NamedPerson } from '../../../application/people/named-account.ts';
import type { NamedTeam } from '../../../application/team/oversee-teams.ts';
import type { TeamAccessView } from '../../../application/team/team-access-queries.ts';
import type { OverseenTeam } from '../../../application/team/team-queries.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import { TEAM_NAME_MAX_LENGTH } from '../../../domain/team/team.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import type { TeamUseCases } from '../../container/teams.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import { aboutArgument } from '../about-argument.ts';
import { BY_OPERATOR } from '../by-operator.ts';
import { type JsonRow, rowPrinter } from '../output/json-lines.ts';
import { readPerson } from '../people/read-person.ts';
import { readId } from '../read-id.ts';
import { readName } from '../read-name.ts';

export type UsedByTeams = TeamUseCases & Pick<PeopleUseCases, 'findAccounts'>;
export type TeamOptions = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: UsedByTeams) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

export const readTeamName = readName(TEAM_NAME_MAX_LENGTH);

/** @throws InvalidArgumentError */
export const readTeam = (text: string): NamedTeam =>
  parseUuid(text) === undefined ? { name: readTeamName(text) } : { id: readId<TeamId>(text) };

export const TEAM = ['<team>', 'its id, or its name where no other team has it', readTeam] as const;
export const PERSON = ['<account>', 'their id, or their verified e-mail address', readPerson] as const;

const describe = ({ id, name, organization, depth, members, numchild }: OverseenTeam): string =>
  [id, name, organization?.name ?? '-', `level ${depth}`, `${members} members`, `${numchild} below`].join(
    '\t',
  );

export const teamToJson = (team: OverseenTeam): JsonRow => ({
  id: team.id,
  name: team.name,
  external_id: team.externalId,
  organization: team.organization,
  path: team.path,
  depth: team.depth,
  numchild: team.numchild,
  members: team.members,
  is_visible_all_services: team.isVisibleAllServices,
  created_at: team.createdAt,
});

export const teamPrinter = (print: (line: string) => void, json: boolean | undefined) =>
  rowPrinter<OverseenTeam>(print, json, { columns: describe, json: teamToJson });

type Member = Pick<TeamAccessView, 'role' | 'user'>;

export const describeMember = ({ role, user }: Member): string =>
  [role, user.id, user.email ?? '-', user.name ?? '-'].join('\t');

const givenTeam = (named: NamedTeam): string => ('id' in named ? named.id : named.name);
const givenPerson = (person: NamedPerson): string => ('id' in person ? person.id : person.email);

/** The team that an argument names. @throws DomainError which says the argument */
export const locate = (
  { locateTeam }: Pick<UsedByTeams, 'locateTeam'>,
  named: NamedTeam,
  argument = '<team>',
): Promise<OverseenTeam> => aboutArgument(argument, givenTeam(named), locateTeam(BY_OPERATOR, named));

/** What is done with the account that an argument names. @throws DomainError which says the argument */
export const withAccount = <T>(person: NamedPerson, work: Promise<T>, argument = '<account>'): Promise<T> =>
  aboutArgument(argument, givenPerson(person), work);
