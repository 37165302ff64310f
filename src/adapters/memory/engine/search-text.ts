import { searchedTexts } from '../../../application/shared/search.ts';
import type { Searched } from '../../../application/shared/searched.ts';
import { unicodeDomainName } from '../../../domain/shared/domain-name.ts';

/** Letters without a separable accent, and their replacements in PostgreSQL's dictionary `unaccent`. */
const LETTERS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '’': "'",
  '‘': "'",
  // In the end of a word, the same letter.
  ς: 'σ',
};

/** Text as searches compare it, without accents, in lower case: `Élodie Œuvrard` becomes `elodie oeuvrard`. */
export const searchText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđðþı’‘ς]/g, (letter) => LETTERS[letter] ?? letter);

/** A stored text as most searches look into it: with its domains in both of their spellings. */
const searchableText = (text: string): string => {
  const readable = text.replace(/[a-z0-9.-]*xn--[a-z0-9.-]+/g, unicodeDomainName);
  return searchText(readable === text ? text : `${text}\x01${readable}`);
};

/** Whether each text that is searched for is in one of these, which are folded as `searchText` does. */
export const isFoundInFolded = (search: Searched | undefined, folded: readonly string[]): boolean =>
  searchedTexts(search).every((one) => folded.some((text) => text.includes(searchText(one))));

/** Whether each text that is searched for is in one of these. */
export const isFound = (
  search: Searched | undefined,
  texts: readonly (string | null | undefined)[],
): boolean =>
  isFoundInFolded(
    search,
    texts.map((text) => searchableText(text ?? '')),
  );
