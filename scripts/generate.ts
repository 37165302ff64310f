/**
 * Compiles the mails, and generates the committed files that derive from others; with `--check`, only lists outdated
 * ones and fails. To add one, put a `GeneratedFile` in a file of `generators/` and list it here.
 */
import { fileURLToPath } from 'node:url';
import { chartVariables } from './generators/chart/chart-variables.ts';
import { valuesSchema } from './generators/chart/values-schema.ts';
import { envExample } from './generators/env-example.ts';
import { type GeneratedFile, staleFiles, writeFiles } from './generators/generated-file.ts';
import { ensureCompiledMails } from './mails/ensure-compiled-mails.ts';

const FILES: readonly GeneratedFile[] = [envExample, chartVariables, valuesSchema];

await ensureCompiledMails();
const root = fileURLToPath(new URL('..', import.meta.url));
if (process.argv.includes('--check')) {
  const stale = await staleFiles(FILES, root);
  for (const path of stale) process.stderr.write(`out of date, run "npm run generate": ${path}\n`);
  if (stale.length === 0) process.stdout.write(`generated: ${FILES.length} files up to date\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  const written = await writeFiles(FILES, root);
  for (const path of written) process.stdout.write(`written: ${path}\n`);
  process.stdout.write(`generated: ${written.length} of ${FILES.length} files changed\n`);
}
