import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');
const MAIL_FOLDER = 'src/adapters/mail';
/** What belongs to a mail, and where the kinds of mails are named. */
const COPIED = [
  'scripts',
  MAIL_FOLDER,
  'src/domain/shared',
  'src/application',
  'package.json',
  'tsconfig.json',
];

/** A copy of the project in which nothing is compiled. */
let project: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  project = await temporaryFolder();
  for (const path of COPIED)
    await cp(join(PROJECT_FOLDER, path), join(project.path, path), { recursive: true });
  await symlink(join(PROJECT_FOLDER, 'node_modules'), join(project.path, 'node_modules'));
});
beforeEach(() => rm(join(project.path, MAIL_FOLDER, 'compiled'), { recursive: true, force: true }));
afterAll(() => project.remove());

const compiledFile = () => join(project.path, MAIL_FOLDER, 'compiled', 'mails.json');

function startCompiling() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/compile-mails.ts'], {
    cwd: project.path,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
}

it('compiles what is missing or out of date, and else leaves the file alone', async () => {
  expect(await startCompiling()).toEqual({
    code: 0,
    output: expect.stringMatching(/^mails: \d+ kinds compiled\n$/),
  });
  const first = await stat(compiledFile());
  expect(await startCompiling()).toEqual({ code: 0, output: '' });
  expect(await stat(compiledFile())).toMatchObject({ ino: first.ino, mtimeMs: first.mtimeMs });

  const mail = join(project.path, MAIL_FOLDER, 'mails', 'login-link.ts');
  const source = await readFile(mail, 'utf8');
  await writeFile(mail, source.replace('Your login link', 'Your new login link'));
  expect((await startCompiling()).code).toBe(0);
  expect(await readFile(compiledFile(), 'utf8')).toContain('Your new login link');
  await writeFile(mail, source);
});

it('never shows half a file, however many compile and read at once', async () => {
  const compiling = [1, 2, 3, 4].map(startCompiling);
  let ended = false;
  const ending = Promise.all(compiling).finally(() => {
    ended = true;
  });
  let read = 0;
  while (!ended) {
    const content = await readFile(compiledFile(), 'utf8').catch(() => undefined);
    if (content === undefined) continue;
    expect(Object.keys(JSON.parse(content))).toEqual(['madeFrom', 'mails']);
    read += 1;
  }
  for (const { code } of await ending) expect(code).toBe(0);
  expect(read).toBeGreaterThan(0);
  expect(await readdir(join(project.path, MAIL_FOLDER, 'compiled'))).toEqual(['mails.json']);
});

it('fails for a mail that does not compile and for a kind without a mail, and says which', async () => {
  const mail = join(project.path, MAIL_FOLDER, 'mails', 'login-link.ts');
  const source = await readFile(mail, 'utf8');
  await writeFile(mail, source.replace('{{address}}', '{{adress}}'));
  expect(await startCompiling()).toEqual({
    code: 1,
    output: expect.stringContaining('login_link in en-us: nothing stands for adress'),
  });
  await writeFile(mail, source.replaceAll("'login_link'", "'password_reset'"));
  expect((await startCompiling()).output).toContain(
    'login-link.ts must declare mails of the kind login_link',
  );
  await rm(mail);
  expect((await startCompiling()).output).toContain('No file in src/adapters/mail/mails for login_link');
  await writeFile(mail, source);
});
