import { expect, it } from 'vitest';
import { searchPage } from './search.ts';
import type { Searched } from './searched.ts';

/** What was searched for, one after the other, where the `found`-th search is the first that finds something. */
async function searches(search: Searched | undefined, found: number): Promise<readonly unknown[]> {
  const asked: unknown[] = [];
  await searchPage(search, async (one) => ({ total: asked.push(one) >= found ? 1 : 0 }));
  return asked;
}

it.each<[Searched | undefined, number, readonly unknown[]]>([
  ['Jean Dupont', 1, ['Jean Dupont']],
  [' Dupont  Jean\n', 9, ['Dupont  Jean', ['Dupont', 'Jean']]],
  ['Dupont', 9, ['Dupont']],
  [undefined, 9, [undefined]],
  [' ', 9, [' ']],
  [['a', 'b'], 9, [['a', 'b']]],
  ['1 2 3 4 5 6 7 8 9', 9, ['1 2 3 4 5 6 7 8 9']],
])('looks for %j, found at %i, as %j', async (search, found, asked) => {
  expect(await searches(search, found)).toEqual(asked);
});
