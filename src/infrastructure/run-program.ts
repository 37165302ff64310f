/** Runs the program, and writes the reasons of a failure to the standard error. */
import { isOutputClosed } from './command-line/output/standard-output.ts';
import { ConfigurationError } from './config/read-environment.ts';
import { makeProgram } from './make-program.ts';
import { chain, describeError } from './observability/describe-error.ts';
import { reportStartFailure } from './report-start-failure.ts';

/** Commands that a platform runs: their output is a log. */
const LOGGED: readonly (string | undefined)[] = [undefined, 'start', 'migrate'];

const standardError = { write: (text: string) => void process.stderr.write(text) };

/** The failure and its causes: for an unreachable database only the causes have messages, one for each address tried. */
const reasonsOf = (error: unknown): string =>
  chain(error)
    .map((one) => describeError(one).error)
    .join('\n  caused by ');

try {
  const program = await makeProgram(process.argv[2] ?? 'start');
  await program.parseAsync();
} catch (error) {
  if (isOutputClosed(error)) process.exit(0);
  if (LOGGED.includes(process.argv[2])) reportStartFailure(error, standardError);
  else standardError.write(`${error instanceof ConfigurationError ? error.message : reasonsOf(error)}\n`);
  process.exit(1);
}
