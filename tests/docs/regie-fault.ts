import { type Command, CommanderError } from 'commander';
import { makeProgram } from '../../src/infrastructure/make-program.ts';

/** What a sentence may leave out: it names a command, or an option, without all that has to be given with it. */
const LEFT_OUT_IN_SENTENCES = [
  'commander.missingArgument',
  'commander.optionMissingArgument',
  'commander.missingMandatoryOptionValue',
  'commander.help',
];

/** What the program of an installation says against its arguments; nothing is carried out. */
export async function regieFault(words: readonly string[], isWhole: boolean): Promise<string | undefined> {
  const program = await makeProgram();
  silence(program);
  try {
    await program.parseAsync(words.map(asGiven), { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.version' || error.code === 'commander.helpDisplayed') return undefined;
    if (!isWhole && LEFT_OUT_IN_SENTENCES.includes(error.code)) return undefined;
    return error.message;
  }
}

/** Placeholders such as N, ID, DOMAIN_ID or SESSION_ID are replaced by typical values. */
function asGiven(word: string): string {
  if (word === 'N') return '4';
  if (word === 'SESSION_ID') return 'a1'.repeat(32);
  return /^[A-Z][A-Z_]*$/.test(word) ? '9f3c3f5e-6f0b-4a53-9d8b-0c1f5a8f6a11' : word;
}

function silence(command: Command): void {
  command
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  if (command.commands.length === 0) command.action(() => undefined);
  for (const one of command.commands) silence(one);
}
