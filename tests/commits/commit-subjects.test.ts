import { spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subjectProblems } from '../../scripts/commits/subject-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the subject of a commit', () => {
  it.each([
    'users: document the outcome of concurrent moves',
    'mails: each is one file, compiled by builds, starts and tests',
    'tests: mutants of the rules, by hand: npm run drill:mutants',
    'tRPC, REST: answer 404 for a team that nobody sees',
    'sign-in: lock nobody before organizations when a sub changes',
    'rest/mailboxes: élus et agents see their mailboxes',
    `area: three words ${'é'.repeat(54)}`,
  ])('may be %j', (subject) => {
    expect(subjectProblems(subject)).toEqual([]);
  });

  it.each([
    ['Say what two moves at once leave', ['does not begin with "area: "']],
    ['', ['does not begin with "area: "']],
    ['mails: riddles', ['says what changes in fewer than 3 words']],
    ['mails: tell more', ['says what changes in fewer than 3 words']],
    ['mails: tell - more', ['says what changes in fewer than 3 words']],
    ['mails:', ['needs one blank after the area', 'says what changes in fewer than 3 words']],
    ['mails:each is one file', ['needs one blank after the area']],
    ['mails:  each is one file', ['needs one blank after the area']],
    ['mails: each is one file.', ['ends with a full stop or a blank']],
    [`area: three words ${'é'.repeat(55)}`, ['has 73 characters, more than 72']],
    ['Mails: each is one file', ['has an area that is not a word or a few, the first in lower case']],
    ['feat(mails): each is one file', ['has an area that is not a word or a few, the first in lower case']],
    ['fixup! mails: each is one file', ['has an area that is not a word or a few, the first in lower case']],
    ['fix: each mail is one file', ['has "fix" where the area belongs']],
  ])('may not be %j', (subject, problems) => {
    expect(subjectProblems(subject)).toEqual(problems);
  });
});

describe('npm run check:commits', () => {
  const projectFolder = join(import.meta.dirname, '..', '..');
  let copy: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    copy = await temporaryFolder();
    for (const name of ['scripts', 'package.json', 'tsconfig.json']) {
      await cp(join(projectFolder, name), join(copy.path, name), { recursive: true });
    }
  });
  afterAll(() => copy.remove());

  it.each([
    ['of a copy without history', process.env],
    ['where there is no git', { ...process.env, PATH: '' }],
  ])('passes and says that nothing is checked: %s', (_, env) => {
    const tsx = import.meta.resolve('tsx');
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', tsx, join(copy.path, 'scripts', 'check-commits.ts')],
      { env, encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^commits: not checked, \w/),
    });
  });
});
