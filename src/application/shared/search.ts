import type { Searched } from './searched.ts';

/** Each text that must be found; an empty one is in everything. */
export const searchedTexts = (search: Searched | undefined): readonly string[] =>
  (search === undefined ? [] : typeof search === 'string' ? [search] : search).filter((text) => text !== '');

/** More words than anybody types to find one thing are searched as one text only. */
const MOST_WORDS = 8;

/**
 * A page of what holds the text as it was typed; where nothing does, of what holds all of its words, in any order. Spaces
 * around the text do not count.
 *
 * @param read one page of what is found, the same for whatever is searched
 */
export async function searchPage<Found extends { readonly total: number }>(
  search: Searched | undefined,
  read: (search: Searched | undefined) => Promise<Found>,
): Promise<Found> {
  if (typeof search !== 'string') return read(search);
  const text = search.trim();
  const found = await read(text === '' ? search : text);
  const words = text.split(/\s+/u);
  return found.total > 0 || words.length < 2 || words.length > MOST_WORDS ? found : read(words);
}
