import { Command } from 'commander';
import { addExamples } from './command-line/output/command-examples.ts';
import { OPERATOR_COMMANDS } from './operator-commands.ts';
import { makeStartCommand } from './processes/start-command.ts';
import { readRelease } from './release.ts';

/** Options of the program itself, and its help. */
const SHOWS_ALL = /^(?:-|help$)/;

/**
 * The commands of an installation: `start` (by default), and those for operators.
 *
 * @param asked the first word that was given: no other command than that is loaded, but all are for the help
 */
export async function makeProgram(asked?: string): Promise<Command> {
  const program = new Command('regie')
    .description('Organizations, people, teams and mail')
    .version(readRelease());
  program.addCommand(makeStartCommand(program), { isDefault: true });
  const loads = asked === undefined || SHOWS_ALL.test(asked) ? Object.keys(OPERATOR_COMMANDS) : [asked];
  const known = loads.filter((name) => Object.hasOwn(OPERATOR_COMMANDS, name));
  const commands = await Promise.all(known.map((name) => OPERATOR_COMMANDS[name]?.()));
  for (const command of commands) if (command) program.addCommand(command);
  addExamples(program, 'regie');
  return program;
}
