import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { budgetProblems, firstLoad } from './first-load.ts';

const folder = mkdtempSync(join(tmpdir(), 'first-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A build whose compressed files have these sizes, in kB. */
function build(manifest: object, sizes: Readonly<Record<string, number>>): void {
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  write('.vite/manifest.json', JSON.stringify(manifest));
  for (const [file, kb] of Object.entries(sizes)) write(`${file}.gz`, Buffer.alloc(kb * 1000));
}

const MANIFEST = {
  'index.html': {
    file: 'a/entry.js',
    isEntry: true,
    imports: ['_shared.js'],
    css: ['a/entry.css'],
  },
  '_shared.js': { file: 'a/shared.js' },
  '_kit.js': { file: 'a/kit.js' },
  'src/i18n/fr/french.ts': { file: 'a/fr.js', isDynamicEntry: true },
  'src/i18n/en/english.ts': { file: 'a/en.js', isDynamicEntry: true },
  'src/features/small.tsx': { file: 'a/small.js', isDynamicEntry: true, imports: ['_shared.js'] },
  'src/features/large.tsx': {
    file: 'a/large.js',
    isDynamicEntry: true,
    imports: ['_shared.js', '_kit.js'],
    css: ['a/large.css'],
  },
};

it('weighs what the page loads by itself, with the largest language and the largest page, each file once', () => {
  build(MANIFEST, {
    'a/entry.js': 100,
    'a/shared.js': 50,
    'a/kit.js': 20,
    'a/fr.js': 7,
    'a/en.js': 6,
    'a/small.js': 10,
    'a/large.js': 5,
    'a/entry.css': 30,
    'a/large.css': 2,
  });
  expect(firstLoad(folder)).toEqual({ scriptKb: 182, styleKb: 32 });
});

it('names each budget that is exceeded', () => {
  expect(budgetProblems({ scriptKb: 300, styleKb: 80 })).toEqual([]);
  expect(budgetProblems({ scriptKb: 300.1, styleKb: 81 })).toEqual([
    'The first load has 300.1 kB of script, more than 300',
    'The first load has 81 kB of style, more than 80',
  ]);
});
