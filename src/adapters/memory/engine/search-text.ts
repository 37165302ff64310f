/** Letters that PostgreSQL's `unaccent` replaces by several. */
const LETTERS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  '’': "'",
};

/** Text as searches compare it: without accents, in lower case. */
export const searchText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđ’]/g, (letter) => LETTERS[letter] ?? letter);
