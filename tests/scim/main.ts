/**
 * `npm run scim:check`: holds the started application to the SCIM RFCs with scim2-tester, which gets a virtual environment of
 * its own in `.data/`. Fails for each finding that `allowed-findings.ts` does not have, and for each that it has and that
 * does not come. `--verbose` prints every result.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { TEAM_EXTENSION } from '../../src/domain/access/scim-filter.ts';
import { ALLOWED_FINDINGS } from './allowed-findings.ts';
import { judge } from './judge.ts';
import { type ServedDirectory, startServedDirectory } from './served-directory.ts';
import { testerPython } from './tester-environment.ts';
import { type TesterResult, testerResult } from './tester-result.ts';

const { values } = parseArgs({ options: { verbose: { type: 'boolean', default: false } } });
const write = (line: string): void => void process.stdout.write(`${line}\n`);

async function resultsOf(python: string, served: ServedDirectory): Promise<readonly TesterResult[]> {
  const { scim, teams, token, user } = served;
  const child = spawn(python, [join(import.meta.dirname, 'scim_tester.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ scim, teams, token, user, extension: TEAM_EXTENSION }));
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`scim2-tester ended with ${code}`);
  const lines = output.split('\n').filter((line) => line !== '');
  return lines.map((line) => testerResult.parse(JSON.parse(line)));
}

const python = await testerPython();
const served = await startServedDirectory();
try {
  const results = await resultsOf(python, served);
  if (values.verbose) for (const result of results) write(JSON.stringify(result));
  const { passed, allowed, wrong } = judge(results, ALLOWED_FINDINGS);
  for (const line of wrong) write(line);
  write(`scim: ${passed} checks passed, ${allowed} findings allowed, ${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await served.stop();
}
