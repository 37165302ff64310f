import { describe, expect, it } from 'vitest';
import { type Edge, folderProblems } from '../../scripts/boundaries/folder-problems.ts';
import { portProblems } from '../../scripts/boundaries/port-problems.ts';
import type { Rooms } from '../../scripts/boundaries/rooms.ts';

const ROOMS: Rooms = {
  'src/domain': { everywhere: ['shared'], rooms: { team: ['people'], people: [], 'people/contact': [] } },
};
const FILES = ['shared/ids', 'team/team', 'people/user', 'people/contact/contact'].map(
  (name) => `src/domain/${name}.ts`,
);
const domain = (from: string, to: string): Edge => [`src/domain/${from}.ts`, `src/domain/${to}.ts`];
const problems = (edges: readonly Edge[], more: readonly string[] = []) =>
  folderProblems(ROOMS, [...FILES, ...more], edges);

describe('rooms', () => {
  it.each<[string, Edge]>([
    ['a declared direction', domain('team/team', 'people/user')],
    ['what is everywhere', domain('people/user', 'shared/ids')],
    ['its own room', domain('team/team', 'team/role')],
    ['its own room, deeper', domain('team/team', 'team/access/role')],
    ['another layer, which other rules watch', ['src/domain/people/user.ts', 'src/adapters/x/y.ts']],
    ['anything, from what puts rooms together', domain('composition', 'team/team')],
    ['anything, from a test', ['src/domain/people/user.test.ts', 'src/domain/team/team.ts']],
    ['what is compiled', ['src/domain/people/user.ts', 'src/domain/team/compiled/mails.ts']],
  ])('may name %s', (_what, edge) => {
    expect(problems([edge])).toEqual([]);
  });

  it.each<[string, Edge, string]>([
    ['the other way round', domain('people/user', 'team/team'), 'people may not name team'],
    ['from what is everywhere', domain('shared/ids', 'team/team'), 'shared may not name team'],
    [
      'to a room inside, which counts by itself',
      domain('people/user', 'people/contact/contact'),
      'people may not name people/contact',
    ],
    [
      'to a room inside another',
      domain('team/team', 'people/contact/contact'),
      'team may not name people/contact',
    ],
  ])('may not name others %s', (_what, edge, problem) => {
    expect(problems([edge])).toEqual([`${edge[0]} -> ${edge[1]}: ${problem}`]);
  });

  it('are all declared, and none is that holds nothing', () => {
    expect(problems([], ['src/domain/webhook/webhook.ts'])).toEqual([
      'src/domain/webhook/webhook.ts stands in no declared room (scripts/boundaries/rooms.ts)',
    ]);
    expect(folderProblems(ROOMS, FILES.slice(0, 3), [])).toEqual([
      'src/domain/people/contact is declared and holds no file (scripts/boundaries/rooms.ts)',
    ]);
  });
});

describe('folders', () => {
  const files = (count: number, suffix: string) =>
    Array.from({ length: count }, (_, n) => `src/domain/team/file-${n}${suffix}`);

  it('hold 20 files, not counting tests', () => {
    expect(problems([], [...files(19, '.ts'), ...files(30, '.test.ts')])).toEqual([]);
    expect(problems([], files(20, '.ts'))).toEqual(['src/domain/team has 21 files: 20 at most']);
  });

  const elsewhere = (from: string, to: string): Edge => [`src/${from}.ts`, `src/${to}.ts`];

  it('do not need each other, however long the way back', () => {
    const chain = [elsewhere('a/one', 'b/two'), elsewhere('b/three', 'c/four')];
    expect(problems(chain)).toEqual([]);
    expect(problems([...chain, elsewhere('c/five', 'a/six')])).toEqual([
      'folders need each other: src/a, src/b, src/c',
    ]);
    expect(
      problems([...chain, elsewhere('c/five', 'b/six'), elsewhere('d/x', 'e/y'), elsewhere('e/y', 'd/z')]),
    ).toEqual(['folders need each other: src/b, src/c', 'folders need each other: src/d, src/e']);
  });

  it('may be put together by a file that they name', () => {
    expect(problems([domain('composition', 'team/team'), domain('team/team', 'composition')])).toEqual([]);
    const main = [elsewhere('infrastructure/main', 'infrastructure/rest/r')];
    expect(problems([...main, elsewhere('infrastructure/rest/r', 'infrastructure/main')])).toEqual([]);
  });
});

describe('ports', () => {
  const TEXTS: Readonly<Record<string, string>> = {
    'src/application/port.ts': 'export interface Port { find(): void }',
    'src/application/types.ts': 'export type Id = string; const hidden = () => 1;',
    'src/application/use-case.ts': 'export interface Port {} export const makeUse = () => () => 1;',
    'src/application/function.ts': 'export function use() {}',
    'src/domain/rule.ts': 'export const rule = () => 1;',
  };
  const of = (from: string, to: string) => {
    const read = (file: string) => TEXTS[file] ?? '';
    return portProblems([[`src/application/${from}.ts`, to]], read);
  };

  it.each(['use-case', 'function'])('may not name a use case: %s', (name) => {
    const to = `src/application/${name}.ts`;
    expect(of('port', to)).toEqual([`src/application/port.ts -> ${to}: a port may not name a use case`]);
  });

  it.each([
    ['port', 'src/application/types.ts'],
    ['port', 'src/domain/rule.ts'],
    ['types', 'src/application/use-case.ts'],
    ['use-case', 'src/application/function.ts'],
    ['use-case', 'src/application/port.ts'],
  ])('are free otherwise: %s names %s', (from, to) => {
    expect(of(from, to)).toEqual([]);
  });
});
