/**
 * Builds the console: `node --import tsx web/build.ts --out FOLDER`, by default `dist/console`. Fails when what people
 * load first weighs more than its budget. The folder appears when it is whole.
 */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { compressFiles } from './build/compress-files.ts';
import { budgetProblems, firstLoad } from './build/first-load.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist/console' } } });
const target = resolve(PROJECT_FOLDER, values.out);

mkdirSync(dirname(target), { recursive: true });
// What starts this may run in another mode, as tests do; what people get is built for use.
process.env['NODE_ENV'] = 'production';
const outDir = mkdtempSync(`${target}.`);
try {
  await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  compressFiles(join(outDir, 'assets'));
  const weight = firstLoad(outDir);
  process.stdout.write(
    `console: first load ${weight.scriptKb} kB of script, ${weight.styleKb} kB of style (gzip)\n`,
  );
  const problems = budgetProblems(weight);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  rmSync(join(outDir, '.vite'), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  // A temporary folder is its maker's alone, while another account may serve what was built.
  chmodSync(outDir, 0o755);
  renameSync(outDir, target);
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
