/** Runs the program, and says on the standard error what it failed for. */
import { ConfigurationError } from './config/read-environment.ts';
import { makeProgram } from './make-program.ts';
import { chain, describeError } from './observability/describe-error.ts';

/** The failure and what caused it: an unreachable database has only causes to tell, one for each address tried. */
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
