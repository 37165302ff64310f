import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIRST_RELEASE } from '../../scripts/migrations/first-release.ts';
import { findRewritten, RELEASED, type Released, sha256 } from '../../scripts/migrations/released.ts';
import { listMigrations, MIGRATIONS_FOLDER } from '../../src/adapters/postgres/migration/migration-files.ts';

const FILES = [
  { name: '0001_one', sql: 'SELECT 1;\n' },
  { name: '0002_two', sql: 'SELECT 2;\n' },
  { name: '0003_three', sql: 'SELECT 3;\n' },
];
const [ONE, TWO, THREE] = FILES.map(({ sql }) => sha256(sql));
const RELEASES: Released = { '0.1.0': { '0001_one': ONE ?? '' }, '0.2.0': { '0002_two': TWO ?? '' } };
const CHANGELOG = '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2027-02-01)\n\n## 0.1.0 (2026-11-29)\n';
const rewritten = (files: typeof FILES, changelog = CHANGELOG) => findRewritten(files, changelog, RELEASES);

describe('migrations that a release brought', () => {
  it('are as they were released', async () => {
    const names = await listMigrations(MIGRATIONS_FOLDER);
    expect(names[0]).toBe(FIRST_RELEASE);
    const files = await Promise.all(
      names.map(async (name) => ({
        name,
        sql: await readFile(join(MIGRATIONS_FOLDER, `${name}.sql`), 'utf8'),
      })),
    );
    const changelog = await readFile(join(import.meta.dirname, '../../CHANGELOG.md'), 'utf8');
    expect(changelog).toMatch(/^## 0\.1\.0\b/m);
    expect(findRewritten(files, changelog)).toEqual([]);
    expect(Object.keys(RELEASED['0.1.0'] ?? {})).toEqual([FIRST_RELEASE]);
  });

  it('leave what comes after them free', () => {
    expect(rewritten(FILES)).toEqual([]);
    expect(rewritten(FILES.slice(0, 2))).toEqual([]);
    expect(
      rewritten(FILES.map((file) => (file.name === '0003_three' ? { ...file, sql: '' } : file))),
    ).toEqual([]);
  });

  it.each(['0001_one', '0002_two'])('may not be edited, be it by a space: %s', (edited) => {
    const files = FILES.map((file) => (file.name === edited ? { ...file, sql: `${file.sql} ` } : file));
    expect(rewritten(files)).toEqual([
      `${edited}.sql was released and has been edited since: correct it with a new file`,
    ]);
  });

  it('may not be renamed, removed, or preceded by a new file', () => {
    expect(rewritten(FILES.filter(({ name }) => name !== '0002_two'))).toEqual([
      '0002_two was released as number 2, where 0003_three is now',
    ]);
    expect(rewritten(FILES.slice(0, 1))).toEqual(['0002_two was released as number 2, where no file is now']);
    expect(rewritten([{ name: '0000_early', sql: '' }, ...FILES])).toEqual([
      '0001_one was released as number 1, where 0000_early is now',
      '0002_two was released as number 2, where 0001_one is now',
    ]);
  });

  it('are noted with each release, also one that brings none', () => {
    const changelog = `${CHANGELOG}## 0.3.0 (2027-03-01)\n`;
    expect(rewritten(FILES, changelog)).toEqual([
      'CHANGELOG.md has 0.3.0, whose migrations RELEASED does not name',
    ]);
    const later: Released = { ...RELEASES, '0.3.0': { '0003_three': THREE ?? '' } };
    expect(findRewritten(FILES, changelog, later)).toEqual([]);
  });
});
