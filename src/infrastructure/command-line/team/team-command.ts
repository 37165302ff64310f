import { Argument, Command, Option } from 'commander';
import type { NamedPerson } from '../../../application/people/named-account.ts';
import type { NamedTeam } from '../../../application/team/oversee-teams.ts';
import type { TeamAccessView } from '../../../application/team/team-access-queries.ts';
import type { OverseenTeam } from '../../../application/team/team-queries.ts';
import type { OrganizationId, TeamId } from '../../../domain/shared/ids.ts';
import { TEAM_NAME_MAX_LENGTH } from '../../../domain/team/team.ts';
import { TEAM_ROLES, type TeamRole } from '../../../domain/team/team-access.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import type { TeamUseCases } from '../../container/teams.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import { BY_OPERATOR } from '../by-operator.ts';
import { byCreation, everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';
import { readName } from '../read-name.ts';
import { readPerson } from './read-person.ts';

type Used = TeamUseCases & Pick<PeopleUseCases, 'findAccounts'>;
type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: Used) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

const teamName = readName(TEAM_NAME_MAX_LENGTH);

/** @throws InvalidArgumentError */
const readTeam = (text: string): NamedTeam =>
  parseUuid(text) === undefined ? { name: teamName(text) } : { id: readId<TeamId>(text) };

const describe = ({ id, name, organization, depth, members, numchild }: OverseenTeam): string =>
  [id, name, organization?.name ?? '-', `level ${depth}`, `${members} members`, `${numchild} below`].join(
    '\t',
  );

const toJson = (team: OverseenTeam): JsonRow => ({
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

const describeMember = ({ role, user }: Pick<TeamAccessView, 'role' | 'user'>): string =>
  [role, user.id, user.email ?? '-', user.name ?? '-'].join('\t');

const memberToJson = ({ id, role, user, createdAt }: TeamAccessView): JsonRow => ({
  id,
  role,
  user,
  created_at: createdAt,
});

type Listed = { search?: string; organization?: OrganizationId; json?: true };
type Json = { json?: true };

const TEAM = ['<team>', 'its id, or its name where no other team has it', readTeam] as const;
const PERSON = ['<account>', 'their id, or their verified e-mail address', readPerson] as const;

const LIST_EXAMPLES = `
Example:
  regie team list --search communication --json`;
const SHOW_EXAMPLES = `
Examples:
  regie team show "Direction de la communication"
  regie team show ID --json | jq -r '.members[].user.email'`;
const ADD_EXAMPLES = `
Example: the only owner has left
  regie team add-member ID camille@exemple.fr --role owner`;
const ROLE_EXAMPLES = `
Example:
  regie team set-role ID camille@exemple.fr administrator`;
const REMOVE_EXAMPLES = `
A team keeps an owner: make another one first.

Example:
  regie team remove-member ID camille@exemple.fr`;
const DELETE_EXAMPLES = `
Webhooks of the teams hear that everybody has left.

Example:
  regie team delete ID --with-teams-below`;

/** `team`: teams of any organization, as their owners see and change them. */
export function makeTeamCommand({ run, print }: Options): Command {
  const command = new Command('team').description(
    'find teams of any organization, and change who is in them',
  );

  command
    .command('list')
    .description(
      'one line each: id, name, organization, level, members, teams below; each behind the one above',
    )
    .option('--search <text>', 'part of the name')
    .option('--organization <id>', 'only those of an organization', readId<OrganizationId>)
    .addOption(jsonOption())
    .addHelpText('after', LIST_EXAMPLES)
    .action(({ search, organization: organizationId, json }: Listed) =>
      run(async ({ overseeTeams }) => {
        const all = everyPage(
          'path',
          (request) => overseeTeams(BY_OPERATOR, { search, organizationId }, request),
          ({ path, id }) => ({ key: path, id }),
        );
        const printRow = rowPrinter(print, json, { columns: describe, json: toJson });
        for await (const team of all) printRow(team);
      }),
    );

  command
    .command('show')
    .description('a team as a list shows it, then who is in it: role, id, e-mail address, name')
    .argument(...TEAM)
    .addOption(jsonOption())
    .addHelpText('after', SHOW_EXAMPLES)
    .action((named: NamedTeam, { json }: Json) =>
      run(async ({ locateTeam, listTeamMembers }) => {
        const team = await locateTeam(BY_OPERATOR, named);
        const everybody = everyPage(
          'created_at',
          (request) => listTeamMembers(BY_OPERATOR, team.id, request),
          byCreation,
        );
        if (!json) print(describe(team));
        const members: JsonRow[] = [];
        for await (const member of everybody) {
          if (json) members.push(memberToJson(member));
          else print(describeMember(member));
        }
        if (json) print(JSON.stringify({ ...toJson(team), members }));
      }),
    );

  command
    .command('add-member')
    .description('give somebody a role in a team, of any organization and at once')
    .argument(...TEAM)
    .argument(...PERSON)
    .addOption(new Option('--role <role>', 'what they may do there').choices(TEAM_ROLES).default('member'))
    .addHelpText('after', ADD_EXAMPLES)
    .action((named: NamedTeam, person: NamedPerson, { role }: { role: TeamRole }) =>
      run(async ({ locateTeam, findAccounts, grantTeamAccess }) => {
        const { id: teamId } = await locateTeam(BY_OPERATOR, named);
        const [user, another] = await findAccounts(BY_OPERATOR, person);
        if (!user || another) throw new Error('Several accounts have this address: give an id');
        await grantTeamAccess(BY_OPERATOR, { teamId, userId: user.id, role });
        print(describeMember({ role, user }));
      }),
    );

  command
    .command('set-role')
    .description('give a member of a team another role')
    .argument(...TEAM)
    .argument(...PERSON)
    .addArgument(new Argument('<role>').choices(TEAM_ROLES))
    .addHelpText('after', ROLE_EXAMPLES)
    .action((named: NamedTeam, person: NamedPerson, role: TeamRole) =>
      run(async ({ locateTeam, locateMember, setTeamRole }) => {
        const { id: teamId } = await locateTeam(BY_OPERATOR, named);
        const { id, userId } = await locateMember(BY_OPERATOR, teamId, person);
        await setTeamRole(BY_OPERATOR, { teamId, id, role });
        print(`${role}\t${userId}`);
      }),
    );

  command
    .command('remove-member')
    .description('take somebody out of a team')
    .argument(...TEAM)
    .argument(...PERSON)
    .addHelpText('after', REMOVE_EXAMPLES)
    .action((named: NamedTeam, person: NamedPerson) =>
      run(async ({ locateTeam, locateMember, revokeTeamAccess }) => {
        const { id: teamId } = await locateTeam(BY_OPERATOR, named);
        const { id, userId } = await locateMember(BY_OPERATOR, teamId, person);
        await revokeTeamAccess(BY_OPERATOR, teamId, id);
        print(`REMOVED\t${userId}`);
      }),
    );

  command
    .command('delete')
    .description('delete a team with who is in it, and its invitations and webhooks')
    .argument(...TEAM)
    .option('--with-teams-below', 'also where teams stand below it, which go with it', false)
    .addHelpText('after', DELETE_EXAMPLES)
    .action((named: NamedTeam, { withTeamsBelow }: { withTeamsBelow: boolean }) =>
      run(async ({ locateTeam, deleteTeam }) => {
        const team = await locateTeam(BY_OPERATOR, named);
        if (team.numchild > 0 && !withTeamsBelow)
          throw new Error(
            `${team.numchild} teams stand below it: give --with-teams-below to delete them too`,
          );
        await deleteTeam(BY_OPERATOR, team.id);
        print(`DELETED\t${team.id}\t${team.name}`);
      }),
    );
  return command;
}
