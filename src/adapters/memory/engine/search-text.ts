import { searchedTexts } from '../../../application/shared/search.ts';
import type { Searched } from '../../../application/shared/searched.ts';
import { unicodeDomainName } from '../../../domain/shared/domain-name.ts';

/** Letters that PostgreSQL's `unaccent` replaces by several. */
const LETTERS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  '’': "'",
  // In the end of a word, the same letter.
  ς: 'σ',
};

/** Text as searches compare it: without accents, in lower case. */
export const searchText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđ’ς]/g, (letter) => LETTERS[letter] ?? letter);

/** A stored text as searches look into it: with its domains in both of their spellings. */
export const searchableText = (text: string): string => {
  const readable = text.replace(/[a-z0-9.-]*xn--[a-z0-9.-]+/g, unicodeDomainName);
  return searchText(readable === text ? text : `${text}\x01${readable}`);
};

/** Whether each text that is searched for is in one of these. */
export const isFound = (
  search: Searched | undefined,
  texts: readonly (string | null | undefined)[],
): boolean => {
  const stored = texts.map((text) => searchableText(text ?? ''));
  return searchedTexts(search).every((one) => stored.some((text) => text.includes(searchText(one))));
};
