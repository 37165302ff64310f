import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROJECT = join(import.meta.dirname, '..', '..');
const RELEASES = join(PROJECT, 'docs', 'operating.md');
/** A row of the table of releases. */
const ROW = /^\| (\d+\.\d+\.\d+) +\| `([0-9a-f]{40})` +\|/gm;
const OUTPUT_BYTES = 64 * 1024 * 1024;

export type ReleasedBuild = Readonly<{ version: string; commit: string; program: string }>;

/** The last release that the manual lists, built; it is kept below `.data/releases` for the next time. */
export async function releasedBuild(print: (line: string) => void): Promise<ReleasedBuild> {
  const rows = [...(await readFile(RELEASES, 'utf8')).matchAll(ROW)];
  const [, version = '', commit = ''] = rows.at(-1) ?? [];
  if (commit === '') throw new Error(`${RELEASES} lists no release`);
  const folder = join(PROJECT, '.data', 'releases', commit);
  const program = join(folder, 'dist', 'infrastructure', 'main.js');
  const complete = join(folder, '.complete');
  const isThere = await access(complete).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    print(`Building ${version} (${commit}) in ${folder}`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const archive = join(folder, 'source.tar');
    await run('git', ['archive', '--output', archive, commit], { cwd: PROJECT });
    await run('tar', ['-x', '-f', archive], { cwd: folder });
    await rm(archive);
    const options = { cwd: folder, maxBuffer: OUTPUT_BYTES };
    await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], options);
    await run('npm', ['run', 'build'], options);
    await writeFile(complete, '');
  }
  return { version, commit, program };
}
