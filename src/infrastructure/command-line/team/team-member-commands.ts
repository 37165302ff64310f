import { Argument, type Command, Option } from 'commander';
import type { NamedPerson } from '../../../application/people/named-account.ts';
import type { NamedTeam } from '../../../application/team/oversee-teams.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { TEAM_ROLES, type TeamRole } from '../../../domain/team/team-access.ts';
import { because } from '../by-command-line.ts';
import { BY_OPERATOR } from '../by-operator.ts';
import { jsonOption, rowPrinter } from '../output/json-lines.ts';
import { reasonOption } from '../reason-option.ts';
import {
  describeMember,
  locate,
  PERSON,
  TEAM,
  type TeamOptions,
  type UsedByTeams,
  withAccount,
} from './team-rows.ts';

type Given = { reason?: string; json?: true };

const ADD_EXAMPLES = `
Example: the only owner has left
  regie team add-member ID camille@exemple.fr --role owner --reason "their owner has left, ticket 4217"`;
const ROLE_EXAMPLES = `
Example:
  regie team set-role ID camille@exemple.fr administrator`;
const REMOVE_EXAMPLES = `
A team keeps an owner: make another one first.

Example:
  regie team remove-member ID camille@exemple.fr --reason "left the administration"`;

async function accountOf({ findAccounts }: UsedByTeams, person: NamedPerson) {
  const [user, another] = await findAccounts(BY_OPERATOR, person);
  if (!user || another)
    throw new DomainError('request.invalid', 'Several accounts have this address: give an id');
  return user;
}

/** Adds the commands that change who is in a team. */
export function addTeamMemberCommands(command: Command, { run, print }: TeamOptions): void {
  command
    .command('add-member')
    .description('give somebody a role in a team, of any organization and at once')
    .argument(...TEAM)
    .argument(...PERSON)
    .addOption(new Option('--role <role>', 'what they may do there').choices(TEAM_ROLES).default('member'))
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', ADD_EXAMPLES)
    .action((named: NamedTeam, person: NamedPerson, { role, reason, json }: Given & { role: TeamRole }) =>
      run(async (useCases) => {
        const { id: teamId } = await locate(useCases, named);
        const user = await withAccount(person, accountOf(useCases, person));
        await useCases.grantTeamAccess(because(BY_OPERATOR, reason), { teamId, userId: user.id, role });
        const { id, email, name } = user;
        rowPrinter(print, json, { columns: describeMember, json: (row) => row })({
          role,
          user: { id, email, name },
        });
      }),
    );

  command
    .command('set-role')
    .description('give a member of a team another role')
    .argument(...TEAM)
    .argument(...PERSON)
    .addArgument(new Argument('<role>').choices(TEAM_ROLES))
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', ROLE_EXAMPLES)
    .action((named: NamedTeam, person: NamedPerson, role: TeamRole, { reason, json }: Given) =>
      run(async (useCases) => {
        const { id: teamId } = await locate(useCases, named);
        const { id, userId } = await withAccount(person, useCases.locateMember(BY_OPERATOR, teamId, person));
        await useCases.setTeamRole(because(BY_OPERATOR, reason), { teamId, id, role });
        print(json ? JSON.stringify({ role, user: { id: userId } }) : `${role}\t${userId}`);
      }),
    );

  command
    .command('remove-member')
    .description('take somebody out of a team')
    .argument(...TEAM)
    .argument(...PERSON)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', REMOVE_EXAMPLES)
    .action((named: NamedTeam, person: NamedPerson, { reason, json }: Given) =>
      run(async (useCases) => {
        const { id: teamId } = await locate(useCases, named);
        const { id, userId } = await withAccount(person, useCases.locateMember(BY_OPERATOR, teamId, person));
        await useCases.revokeTeamAccess(because(BY_OPERATOR, reason), teamId, id);
        print(json ? JSON.stringify({ result: 'REMOVED', user: { id: userId } }) : `REMOVED\t${userId}`);
      }),
    );
}
