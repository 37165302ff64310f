/** Runs the program, and writes the reasons of a failure to the standard error. */
import { ConfigurationError } from './config/read-environment.ts';
import { makeProgram } from './make-program.ts';
import { chain, describeError } from './observability/describe-error.ts';

/** The failure and its causes: for an unreachable database only the causes have messages, one for each address tried. */
const reasonsOf = (error: unknown): string =>
  chain(error)
    .map((one) => describeError(one).error)
    .join('\n  caused by ');

try {
  await makeProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : reasonsOf(error)}\n`);
  process.exit(1);
}
