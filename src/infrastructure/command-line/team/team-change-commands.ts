import { type Command, Option } from 'commander';
import type { NamedPerson } from '../../../application/people/named-account.ts';
import type { NamedTeam } from '../../../application/team/oversee-teams.ts';
import { because } from '../by-command-line.ts';
import { BY_OPERATOR } from '../by-operator.ts';
import { jsonOption } from '../output/json-lines.ts';
import { readPerson } from '../people/read-person.ts';
import { reasonOption } from '../reason-option.ts';
import {
  locate,
  readTeam,
  readTeamName,
  TEAM,
  type TeamOptions,
  teamPrinter,
  withAccount,
} from './team-rows.ts';

type Given = { reason?: string; json?: true };
type Made = Given & { owner: NamedPerson; below?: NamedTeam; visibleToAllServices: boolean };
type Changed = Given & { name?: string; visibleToAllServices?: boolean };
type Moved = Given & { below?: NamedTeam; top?: true };
type Deleted = Given & { withTeamsBelow: boolean };

const HIDDEN = ['--no-visible-to-all-services', 'seen by the services alone that it is linked to'] as const;

const CREATE_EXAMPLES = `
The team is of the organization of its owner, who needs no right to create teams.

Examples:
  regie team create "Direction des écoles" --owner camille@exemple.fr
  regie team create Cantine --owner camille@exemple.fr --below "Direction des écoles" --reason "ticket 4217"`;
const UPDATE_EXAMPLES = `
Examples:
  regie team update "Direction des écoles" --name "Direction de l'éducation"
  regie team update ID --no-visible-to-all-services --reason "asked for by its owner"`;
const MOVE_EXAMPLES = `
The teams below it go with it.

Examples:
  regie team move Cantine --below "Direction des écoles"
  regie team move ID --top`;
const DELETE_EXAMPLES = `
Webhooks of the teams hear that everybody has left.

Example:
  regie team delete ID --with-teams-below --reason "the service was closed"`;

/** Adds the commands that make, change, move and delete teams. */
export function addTeamChangeCommands(command: Command, { run, print }: TeamOptions): void {
  command
    .command('create')
    .description('make a team that somebody owns')
    .argument('<name>', 'of the team', readTeamName)
    .requiredOption('--owner <account>', 'their id, or their verified e-mail address', readPerson)
    .option('--below <team>', 'the team that it stands below: its id, or its name', readTeam)
    .option(...HIDDEN)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', CREATE_EXAMPLES)
    .action((name: string, { owner, below, visibleToAllServices, reason, json }: Made) =>
      run(async (useCases) => {
        const parentId = below ? (await locate(useCases, below, '--below')).id : null;
        const team = { name, owner, parentId, isVisibleAllServices: visibleToAllServices };
        const by = because(BY_OPERATOR, reason);
        const id = await withAccount(owner, useCases.createTeamFor(by, team), '--owner');
        teamPrinter(print, json)(await locate(useCases, { id }));
      }),
    );

  command
    .command('update')
    .description('change the name of a team, and whether all services see it')
    .argument(...TEAM)
    .option('--name <name>', 'its new name', readTeamName)
    .option('--visible-to-all-services', 'seen by all of them')
    .option(...HIDDEN)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', UPDATE_EXAMPLES)
    .action((named: NamedTeam, { name, visibleToAllServices, reason, json }: Changed, own: Command) => {
      if (name === undefined && visibleToAllServices === undefined)
        own.error('error: say what is to change: --name, --visible-to-all-services or its --no-… form');
      return run(async (useCases) => {
        const { id } = await locate(useCases, named);
        const change = { name, isVisibleAllServices: visibleToAllServices };
        await useCases.changeTeamAsOperator(because(BY_OPERATOR, reason), id, change);
        teamPrinter(print, json)(await locate(useCases, { id }));
      });
    });

  command
    .command('move')
    .description('let a team stand below another one, or below none')
    .argument(...TEAM)
    .addOption(
      new Option('--below <team>', 'that one: its id, or its name').argParser(readTeam).conflicts('top'),
    )
    .option('--top', 'below none')
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', MOVE_EXAMPLES)
    .action((named: NamedTeam, { below, top, reason, json }: Moved, own: Command) => {
      if (!below && !top) own.error('error: say where to: --below a team, or --top');
      return run(async (useCases) => {
        const { id } = await locate(useCases, named);
        const parentId = below ? (await locate(useCases, below, '--below')).id : null;
        await useCases.moveTeamAsOperator(because(BY_OPERATOR, reason), id, parentId);
        teamPrinter(print, json)(await locate(useCases, { id }));
      });
    });

  command
    .command('delete')
    .description('delete a team with who is in it, and its invitations and webhooks')
    .argument(...TEAM)
    .option('--with-teams-below', 'also where teams stand below it, which go with it', false)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', DELETE_EXAMPLES)
    .action((named: NamedTeam, { withTeamsBelow, reason, json }: Deleted) =>
      run(async (useCases) => {
        const { id, name, numchild } = await locate(useCases, named);
        if (numchild > 0 && !withTeamsBelow)
          throw new Error(`${numchild} teams stand below it: give --with-teams-below to delete them too`);
        await useCases.deleteTeam(because(BY_OPERATOR, reason), id);
        print(json ? JSON.stringify({ result: 'DELETED', id, name }) : `DELETED\t${id}\t${name}`);
      }),
    );
}
