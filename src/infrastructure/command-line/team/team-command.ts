import { Command } from 'commander';
import type { NamedTeam } from '../../../application/team/oversee-teams.ts';
import type { TeamAccessView } from '../../../application/team/team-access-queries.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { BY_OPERATOR } from '../by-operator.ts';
import { byCreation, everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';
import { addTeamChangeCommands } from './team-change-commands.ts';
import { addTeamMemberCommands } from './team-member-commands.ts';
import { describeMember, locate, TEAM, type TeamOptions, teamPrinter, teamToJson } from './team-rows.ts';

const memberToJson = ({ id, role, user, createdAt }: TeamAccessView): JsonRow => ({
  id,
  role,
  user,
  created_at: createdAt,
});

type Listed = { search?: string; organization?: OrganizationId; json?: true };

const LIST_EXAMPLES = `
Example:
  regie team list --search communication --json`;
const SHOW_EXAMPLES = `
Examples:
  regie team show "Direction de la communication"
  regie team show ID --json | jq -r '.members[].user.email'`;

/** `team`: teams of any organization, as their owners see and change them. */
export function makeTeamCommand({ run, print }: TeamOptions): Command {
  const command = new Command('team').description(
    'find teams of any organization, make and change them, and change who is in them',
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
        const printRow = teamPrinter(print, json);
        for await (const team of all) printRow(team);
      }),
    );

  command
    .command('show')
    .description('a team as a list shows it, then who is in it: role, id, e-mail address, name')
    .argument(...TEAM)
    .addOption(jsonOption())
    .addHelpText('after', SHOW_EXAMPLES)
    .action((named: NamedTeam, { json }: { json?: true }) =>
      run(async ({ listTeamMembers, ...useCases }) => {
        const team = await locate(useCases, named);
        const everybody = everyPage(
          'created_at',
          (request) => listTeamMembers(BY_OPERATOR, team.id, request),
          byCreation,
        );
        if (!json) teamPrinter(print, json)(team);
        const members: JsonRow[] = [];
        for await (const member of everybody) {
          if (json) members.push(memberToJson(member));
          else print(describeMember(member));
        }
        if (json) print(JSON.stringify({ ...teamToJson(team), members }));
      }),
    );

  addTeamChangeCommands(command, { run, print });
  addTeamMemberCommands(command, { run, print });
  return command;
}
