/** Writes what `/__version__` shows: SOURCE, COMMIT and BUILD of the environment, and the version of the package. */
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const { SOURCE: source = 'NA', COMMIT: commit = 'NA', BUILD: build = 'NA' } = process.env;
process.stdout.write(`${JSON.stringify({ source, version, commit, build })}\n`);
