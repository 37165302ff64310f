/** Runs the program, and writes the reasons of a failure to the standard error. */
import { type Command, CommanderError } from 'commander';
import { EXIT_CODES, NotAsItShouldBe } from './command-line/output/exit-codes.ts';
import { isOutputClosed } from './command-line/output/standard-output.ts';
import { ConfigurationError } from './config/read-environment.ts';
import { makeProgram } from './make-program.ts';
import { chain, describeError } from './observability/describe-error.ts';
import { reportStartFailure } from './report-start-failure.ts';

/** Whether a platform runs the command, whose output is a log: `start` and `migrate`, but for its questions. */
const isLogged = ([name = 'start', further]: readonly string[]): boolean =>
  name === 'start' || name.startsWith('-') || (name === 'migrate' && further !== 'status');

const standardError = { write: (text: string) => void process.stderr.write(text) };

/** The failure and its causes: for an unreachable database only the causes have messages, one for each address tried. */
const reasonsOf = (error: unknown): string =>
  chain(error)
    .map((one) => describeError(one).error)
    .join('\n  caused by ');

/** Has a command and those below it throw what is wrong with their arguments, rather than end the process with a code of their own. */
function throwUsage(command: Command): void {
  command.exitOverride();
  for (const one of command.commands) throwUsage(one);
}

const given = process.argv.slice(2);
try {
  const program = await makeProgram(given[0] ?? 'start');
  throwUsage(program);
  await program.parseAsync();
} catch (error) {
  if (isOutputClosed(error)) process.exit(EXIT_CODES.done);
  // The help, and what is wrong with arguments, are written already.
  if (error instanceof CommanderError)
    process.exit(error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.refused);
  if (error instanceof NotAsItShouldBe) {
    standardError.write(`${error.message}\n`);
    process.exit(EXIT_CODES.refused);
  }
  if (isLogged(given)) reportStartFailure(error, standardError);
  else standardError.write(`${error instanceof ConfigurationError ? error.message : reasonsOf(error)}\n`);
  process.exit(EXIT_CODES.failed);
}
