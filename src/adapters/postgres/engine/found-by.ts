import { searchedTexts } from '../../../application/shared/search.ts';
import type { Searched } from '../../../application/shared/searched.ts';

/**
 * Conditions that a stored text, folded as searches compare it, holds all that is searched for. Each pattern is a subquery,
 * so that it is computed once and not for each row.
 */
export const foundBy = (
  text: string,
  search: Searched | undefined,
  place: (value: unknown) => string,
): readonly string[] =>
  searchedTexts(search).map((one) => `${text} LIKE (SELECT search_pattern(${place(one)}))`);
