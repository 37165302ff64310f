/** Letters that have no accent to take off, and what the database's dictionary makes of them. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
  ['’', "'"],
  ['‘', "'"],
]);

/** Without accents and letter case, as text is searched: `Élodie Œuvrard` becomes `elodie oeuvrard`. */
export const foldText = (text: string): string =>
  [
    ...text
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase(),
  ]
    .map((letter) => LETTERS.get(letter) ?? letter)
    .join('');
