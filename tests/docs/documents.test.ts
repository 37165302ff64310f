import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { RELEASED, sha256 } from '../../scripts/migrations/released.ts';
import { brokenLinks } from './broken-links.ts';
import { commandFault } from './command-faults.ts';
import { commandsIn } from './commands-in.ts';
import { type Document, parseDocument, readDocuments } from './document.ts';
import { missingPaths } from './missing-paths.ts';
import { PROJECT_FOLDER, projectFiles } from './project-files.ts';
import { knownNames, NAMES_OF_OTHERS, unknownSettings } from './settings.ts';

const run = promisify(execFile);

let files: readonly string[];
let documents: readonly Document[];
let known: ReadonlySet<string>;
beforeAll(async () => {
  files = await projectFiles();
  documents = await readDocuments();
  known = await knownNames(files);
});

/** A page beside the others, to test the checks. */
const page = (text: string) => parseDocument('docs/page.md', text);
const faultsOf = async (document: Document) => {
  const found = await Promise.all(
    commandsIn(document).map(async (command) => {
      const fault = await commandFault(command);
      return fault === undefined ? [] : [`${command.shown}: ${fault}`];
    }),
  );
  return found.flat();
};
/** The problems of each page. */
const wrong = <T>(find: (document: Document) => T[] | readonly T[]) =>
  documents
    .map((document) => ({ [document.path]: find(document) }))
    .filter((one) => Object.values(one)[0]?.length);

describe('the documents of the project', () => {
  it('are those that there are', () => {
    expect(documents.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'README.md',
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'docs/architecture.md',
        'docs/extending.md',
        'docs/operating.md',
        'docs/using-the-api.md',
        'src/adapters/postgres/migrations/README.md',
      ]),
    );
  });

  it('link to files and headings that exist', () => {
    expect(wrong((document) => brokenLinks(document, new Set(files), documents))).toEqual([]);
    expect(documents.flatMap(({ links }) => links).length).toBeGreaterThan(30);
  });

  it.each([
    ['[a](gone.md)', 'gone.md'],
    ['[a](operating.md#gone)', 'operating.md#gone'],
    ['[a](#gone)', '#gone'],
    ['[a](../src/gone)', '../src/gone'],
    ['![a](gone.svg)', 'gone.svg'],
    ['<img src="gone.svg">', 'gone.svg'],
    ['[a][b]\n\n[b]: gone.md', 'gone.md'],
    ['[a](http://)', 'http://'],
  ])('would be told of the link in %s', (text, link) => {
    expect(brokenLinks(page(text), new Set(files), documents)).toEqual([link]);
  });

  it.each([
    '# Here and there\n\n[a](#here-and-there)',
    '[a](../src/domain)',
    '[a](operating.md#releases)',
    '[a](https://example.org/x#y)',
  ])('may link as in %s', (text) => {
    expect(brokenLinks(page(text), new Set(files), documents)).toEqual([]);
  });

  it('name files and folders that exist', () => {
    expect(wrong((document) => missingPaths(document, files))).toEqual([]);
    expect(documents.flatMap(({ codes }) => codes).length).toBeGreaterThan(300);
  });

  it.each([
    ['`src/domain/gone`'],
    ['`src/domain/gone.ts`'],
    ['`gone-or-moved.ts`'],
    ['`docs/gone/*.md`'],
    ['`dist/infrastructure/gone.js`'],
    ['```mermaid\nflowchart\n  a["src/domain/gone.ts"]\n```'],
    ['| a |\n| - |\n| `tests/gone` |'],
  ])('would be told of the path in %s', (text) => {
    expect(missingPaths(page(text), files)).toHaveLength(1);
  });

  it.each([
    '`src/domain`, `src/domain/`, `src/adapters/*`, `dist/infrastructure/main.js`, `document.ts`',
    '`/api/v1.0/swagger.json`, `text/html`, `teams/{id}`, `audit-log/export/`, `@types/node`',
  ])('may name paths as in %s', (text) => {
    expect(missingPaths(page(text), files)).toEqual([]);
  });

  it('show commands that exist, with options that they have', async () => {
    const faults = await Promise.all(documents.map(faultsOf));
    expect(faults.flat()).toEqual([]);
    expect(documents.flatMap(commandsIn).length).toBeGreaterThan(50);
  });

  it.each([
    ['```sh\nnpm run gone\n```'],
    ['`npm run check:gone`'],
    ['`npm gone`'],
    ['`npm run bench:http -- --gone`'],
    ['`npm run bench:http --only NAME`'],
    ['`npx gone-program`'],
    ['`regie gone`'],
    ['`node --import tsx dev/gone/main.ts`'],
    ['`regie organization gone`'],
    ['`regie organization list --gone`'],
    ['```sh\nregie organization merge ONE\n```'],
    ['```sh\nregie organization merge ONE TWO THREE\n```'],
    ['```sh\nnode dist/infrastructure/main.js mails gone\n```'],
    ['```sh\nFOO_BAR=1 regie organization list --search # nothing given\n```'],
  ])('would be told of the command in %s', async (text) => {
    expect(await faultsOf(page(text))).toHaveLength(1);
  });

  it.each([
    '`npm start`, `npm test`, `npm ci`, `npm run bench:http -- --only NAME --rounds 2`, `npm run generate -- --check`',
    '`regie`, `regie migrate`, `regie organization merge`, `regie organization list --search`',
    '```sh\nregie organization merge KEEP OTHER --dry-run && regie organization list --search "la commune"\n```',
  ])('may show commands as in %s', async (text) => {
    expect(await faultsOf(page(text))).toEqual([]);
  });

  it('name settings that exist', () => {
    expect(wrong((document) => unknownSettings(document, known))).toEqual([]);
    const named = documents.flatMap(({ codes }) => codes);
    const isNamed = (name: string) => named.some((code) => name.startsWith(code.replace(/…$/, '')));
    expect(NAMES_OF_OTHERS.filter((name) => !isNamed(name))).toEqual([]);
  });

  it.each([['`GONE_SETTING`'], ['`GONE_SETTING=1`'], ['`GONE_…`'], ['```sh\nGONE_SETTING=1 npm start\n```']])(
    'would be told of the setting in %s',
    (text) => {
      expect(unknownSettings(page(text), known)).toHaveLength(1);
    },
  );

  it('tell of each release its commit and its last migration', async () => {
    const text = await readFile(join(PROJECT_FOLDER, 'docs/operating.md'), 'utf8');
    const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\| ([^|]+?) +\| `(\w+)` +\|$/gm)];
    expect(rows.map(([, version]) => version)).toEqual(Object.keys(RELEASED).toReversed());
    for (const [index, [, version = '', commit = '', lastMigration = '']] of rows.entries()) {
      expect(Object.keys(RELEASED[version] ?? {}).at(-1) ?? lastMigration).toBe(lastMigration);
      // No commit can name itself: the one after the latest release does.
      if (index === 0 && commit === 'named by the commit that follows it') continue;
      const [, hash = ''] = /^`([0-9a-f]{40})`$/.exec(commit) ?? [];
      const file = `src/adapters/postgres/migrations/${lastMigration}.sql`;
      // A clone without history cannot check it; one that has the commit finds the file in it.
      const { stdout } = await run('git', ['show', `${hash}:${file}`], { cwd: PROJECT_FOLDER }).catch(() => ({
        stdout: '',
      }));
      expect(hash).not.toBe('');
      if (stdout !== '') expect(sha256(stdout)).toBe(RELEASED[version]?.[lastMigration]);
    }
  });

  it('decisions are numbered one after the other', () => {
    const numbers = documents.flatMap(({ path }) => /^docs\/adr\/(\d{4})-/.exec(path)?.[1] ?? []).toSorted();
    expect(numbers).toEqual(numbers.map((_, index) => String(index + 1).padStart(4, '0')));
  });

  it('may be read in one sitting: the README in three minutes, a decision on one page', () => {
    expect(documents.find(({ path }) => path === 'README.md')?.lines).toBeLessThanOrEqual(90);
    const decisions = documents.filter(({ path }) => path.startsWith('docs/adr/'));
    expect(decisions.length).toBeGreaterThan(10);
    const long = decisions.filter(({ lines, characters }) => lines > 60 || characters > 3_600);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});
