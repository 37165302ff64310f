/** Letters without a separable accent, and their replacements in the database's dictionary. */
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
  ['ς', 'σ'],
]);

/** Text without accents and letter case, as searches compare it: `Élodie Œuvrard` becomes `elodie oeuvrard`. */
export const foldText = (text: string): string =>
  [
    ...text
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase(),
  ]
    .map((letter) => LETTERS.get(letter) ?? letter)
    .join('');
