import { FRENCH_ACRONYMS } from './french-acronyms.ts';

/** Words that link others: lower case, except where a name begins. */
const LINKING_WORDS: ReadonlySet<string> = new Set(
  `a à au aux avec chez d dans de des du en entre et l la le les lès lez ou par pour près sans sous sur un une
   vers`.match(/\p{L}+/gu),
);

/**
 * Further ones inside names of places, Corsican and Occitan ones included, with a hyphen on both sides:
 * Riom-ès-Montagnes, Loreto-di-Tallano.
 */
const LINKING_IN_PLACES: ReadonlySet<string> = new Set(
  `del dels derriere derrière devant di dit es ès ez las o ô pres`.match(/\p{L}+/gu),
);

/** Abbreviations of kinds of groupings of communes, as their names begin: "CA du Grand Dole", "CC Le Tonnerrois". */
const GROUPINGS: ReadonlySet<string> = new Set(['ca', 'cc', 'cu']);
const ARTICLES: ReadonlySet<string> = new Set(['aux', 'entre', 'la', 'le', 'les']);

/** Words to which an apostrophe joins a word of its own: "Grand'Combe", "Sant'Andréa", unlike "prud'homme". */
const JOINED_WORDS: ReadonlySet<string> = new Set([
  'alland',
  'fium',
  'grand',
  'mond',
  'o',
  'sant',
  'val',
  'vald',
]);

/** What an apostrophe elides, followed by a word of its own: "d'Avray", unlike "prud'homme". */
const ELISIONS: ReadonlySet<string> = new Set(['c', 'd', 'j', 'l', 'm', 'n', 'qu', 's', 't']);

/** Abbreviations that have no vowel and are no acronyms. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(['bd', 'dr', 'mgr', 'mr', 'pr', 'st', 'sts']);

/** CNRS, RN7, 3D. */
const WITHOUT_VOWELS = /^[b-df-hj-np-tv-xz0-9]+$/;
const ROMAN_UP_TO_39 = /^(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})$/;
/** 1er, 2nd, 3e, 4ème, as INSEE spells them, with or without accents. */
const ORDINAL = /^(?:1(?:er|ère|ere|re)s?|2(?:nd|nde)s?|[0-9]+(?:e|es|è|ème|eme|èmes|emes|me))$/;
/** XIXe, XVIème; "vie" is a word. */
const ROMAN_ORDINAL = /^(?!vie$)(?<numeral>[ivx]{2,})(?<suffix>e|ème|eme)$/;
/** 2A, 9I. */
const NUMBER_AND_LETTER = /^[0-9]+[a-z]$/;
/** Runs of letters, marks and digits, and the text between them. */
const PIECES = /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu;
const IS_WORD = /^[\p{L}\p{M}\p{N}]/u;
const APOSTROPHES: ReadonlySet<string> = new Set(["'", '’', 'ʼ']);
/** After these a new name begins, so that even a linking word takes a capital. */
const OPENS_A_NAME = /[(["«“/:]| [-–—] $/u;

const mapCharacters = (text: string, change: (character: string) => string): string =>
  Array.from(text, change).join('');

/** Lower case, except the few characters whose lower case is not one character. */
const lower = (text: string): string =>
  mapCharacters(text, (character) => {
    const changed = character.toLowerCase();
    return Array.from(changed).length === 1 ? changed : character;
  });

/** Upper case of what `lower` returned, except characters that `lower` would not bring back (ß, ŉ…). */
const upper = (text: string): string =>
  mapCharacters(text, (character) => {
    const changed = character.toUpperCase();
    return lower(changed) === character ? changed : character;
  });

function capitalize(word: string): string {
  const [first = '', ...rest] = Array.from(word);
  return upper(first) + rest.join('');
}

type Neighbours = Readonly<{
  /** The separator between the previous word and this one; undefined for the first word. */
  before: string | undefined;
  after: string | undefined;
  previousWord: string | undefined;
  nextWord: string | undefined;
  /** Whether the previous word is the first one. */
  isSecond: boolean;
}>;

const isApostrophe = (separator: string | undefined): boolean =>
  separator !== undefined && APOSTROPHES.has(separator);

/** "hui" in "aujourd'hui": the apostrophe did not end a word. */
const continuesAWord = ({ before, previousWord }: Neighbours): boolean =>
  isApostrophe(before) && !JOINED_WORDS.has(previousWord ?? '') && !ELISIONS.has(previousWord ?? '');

/** "Entre-deux-Monts", unlike "Neuvy-Deux-Clochers". */
const isLinkingInPlace = (word: string, previousWord: string | undefined): boolean =>
  LINKING_IN_PLACES.has(word) || (word === 'deux' && previousWord === 'entre');

function isLinking(word: string, { before, after, previousWord, isSecond }: Neighbours): boolean {
  // A last one links nothing: it is the Lez of Montbrison-sur-Lez.
  if (before === undefined || after === undefined || OPENS_A_NAME.test(before)) return false;
  // "Saint-M'Hervé": only articles and "de" are elided inside the name of a place.
  if (isApostrophe(after)) return ELISIONS.has(word) && (before !== '-' || word === 'd' || word === 'l');
  if (isSecond && GROUPINGS.has(previousWord ?? '') && ARTICLES.has(word)) return false;
  if (before === '-' && after === '-' && isLinkingInPlace(word, previousWord)) return true;
  // A last "A" names something ("bâtiment A"), a dotted one is an initial.
  if (Array.from(word).length === 1) return /^[ -]$/.test(after) && LINKING_WORDS.has(word);
  return LINKING_WORDS.has(word);
}

/** Whether hyphens make the word part of the name of a place: the Ars of Ars-sur-Formans, the Drac of Champ-sur-Drac. */
const isOfAPlace = ({ before, after, previousWord = '', nextWord = '' }: Neighbours): boolean =>
  (before === '-' && LINKING_WORDS.has(previousWord)) || (after === '-' && LINKING_WORDS.has(nextWord));

function isAcronym(word: string, neighbours: Neighbours, acronyms: ReadonlySet<string>): boolean {
  if (acronyms.has(word)) return true;
  if (neighbours.before === undefined && neighbours.after === ' ' && GROUPINGS.has(word)) return true;
  if (FRENCH_ACRONYMS.has(word)) return !isOfAPlace(neighbours);
  return WITHOUT_VOWELS.test(word) && !ABBREVIATIONS.has(word);
}

function caseWord(word: string, neighbours: Neighbours, acronyms: ReadonlySet<string>): string {
  if (isLinking(word, neighbours)) return word;
  if (continuesAWord(neighbours)) return word;
  if (ORDINAL.test(word)) return word;
  if (isAcronym(word, neighbours, acronyms) || ROMAN_UP_TO_39.test(word)) return upper(word);
  const { numeral, suffix } = ROMAN_ORDINAL.exec(word)?.groups ?? {};
  if (numeral !== undefined && suffix !== undefined && ROMAN_UP_TO_39.test(numeral))
    return upper(numeral) + suffix;
  if (NUMBER_AND_LETTER.test(word)) return upper(word);
  return capitalize(word);
}

/**
 * Gives a name written in capitals the case French uses: SAINT-JEAN-D'ANGÉLY becomes Saint-Jean-d'Angély.
 *
 * Linking words are lower case inside a name; acronyms (known ones, words without vowels and those given) and
 * roman numerals keep their capitals; ordinals are lower case. Nothing but the case changes, accents are not
 * restored, and the case given has no influence on the result.
 *
 * @param acronyms more words to keep in capitals, in any case
 */
export function frenchTitleCase(text: string, acronyms: readonly string[] = []): string {
  const known = new Set(acronyms.map(lower));
  const pieces = lower(text).match(PIECES) ?? [];
  const firstWord = pieces.findIndex((piece) => IS_WORD.test(piece));
  return pieces
    .map((piece, index) => {
      if (!IS_WORD.test(piece)) return piece;
      const before = index > firstWord ? pieces[index - 1] : undefined;
      const neighbours = {
        before,
        after: pieces[index + 1],
        previousWord: pieces[index - 2],
        nextWord: pieces[index + 2],
        isSecond: index - 2 === firstWord,
      };
      return caseWord(piece, neighbours, known);
    })
    .join('');
}
