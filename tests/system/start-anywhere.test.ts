import { chmod, cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freeDevelopmentPorts, runDevelopmentProgram, startLauncher } from '../support/launcher-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');
const NEEDED = ['src', 'dev', 'scripts', 'web', 'package.json', 'package-lock.json', 'tsconfig.json'];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let launcher: Awaited<ReturnType<typeof startLauncher>> | undefined;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  launcher?.end();
  await launcher?.ended;
  launcher = undefined;
  await folder.remove();
});

const NAME = 'Téléchargements de René/100%20 #1 & "it\'s"/régie';

it(`npm start and the demonstration run in a folder named ${NAME}`, async () => {
  const project = join(folder.path, NAME);
  await mkdir(project, { recursive: true });
  // Under root the server runs as another account, which must be able to enter.
  for (let path = project; path !== folder.path; path = join(path, '..')) await chmod(path, 0o755);
  for (const part of NEEDED) await cp(join(PROJECT_FOLDER, part), join(project, part), { recursive: true });
  // As in a fresh clone: the start generates the files that are not committed.
  await rm(join(project, 'src/adapters/mail/compiled'), { recursive: true });
  await symlink(join(PROJECT_FOLDER, 'node_modules'), join(project, 'node_modules'));

  const env = { ...(await freeDevelopmentPorts()), REGIE_DATA_DIR: join(project, '.data') };
  launcher = await startLauncher(env, { project, throughNpm: true });
  await launcher.ready();
  const demo = await runDevelopmentProgram(join('dev', 'demo', 'main.ts'), env, { project });
  expect(demo.output).toContain('demo: everything went as it should');
  expect(demo.code).toBe(0);
  launcher.end();
  expect(await launcher.ended).toEqual({ code: 0, signal: null });
  expect(launcher.lines.at(-1)).toBe('[start] everything is stopped');
});
