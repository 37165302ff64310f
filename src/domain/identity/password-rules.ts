import { isStorable } from '../shared/storable-text.ts';
import { isLongerThan, textLength } from '../shared/text-length.ts';
import { isLikePersonalText, type PersonalTexts } from './personal-texts.ts';

/** Fewest characters of a chosen password (CNIL 2022-100: 12); Django's own rule of the reference asks for 8. */
export const PASSWORD_MIN_LENGTH = 12;
/** Most characters: more than any person types, and few enough to be judged in a bounded time. */
export const PASSWORD_MAX_LENGTH = 128;

/** Strength as zxcvbn counts it: 0 is guessed at once, 4 not within ten billion guesses. */
export const PASSWORD_SCORES = [0, 1, 2, 3, 4] as const;
export type PasswordScore = (typeof PASSWORD_SCORES)[number];

/** What makes a password easy to guess; each has a sentence on our pages that says what would help. */
export const PASSWORD_WEAKNESSES = [
  'common_password',
  'one_word',
  'names',
  'personal',
  'keyboard_row',
  'repetition',
  'sequence',
  'date',
  'substitution',
  'reversed_word',
  'few_words',
] as const;
export type PasswordWeakness = (typeof PASSWORD_WEAKNESSES)[number];

export type PasswordEstimate = Readonly<{
  score: PasswordScore;
  /** Whether it stands as a whole in a list of common passwords, in any letter case. */
  isCommon: boolean;
  weaknesses: readonly PasswordWeakness[];
}>;

/** Why a password is not taken. */
export type PasswordFault =
  | 'too_short'
  | 'too_long'
  /** Characters that cannot be typed everywhere, or that fields of forms drop, such as line breaks. */
  | 'control_characters'
  /** A space at an end, which sign-in forms cut off. */
  | 'space_at_end'
  | 'only_digits'
  /** Like the address or the name of the person, or little else. */
  | 'personal'
  | 'common'
  | 'easy_to_guess';

const CONTROL_CHARACTER = /[\p{Cc}\u2028\u2029]/u;
const ONLY_DIGITS = /^\p{Nd}+$/u;

/**
 * The one form in which a password is hashed and compared: keyboards and systems write one letter with its accent in two
 * ways (RFC 8265, 4.2: composed).
 */
export const normalizePassword = (typed: string): string => typed.toWellFormed().normalize('NFC');

/**
 * Every reason against a password that can be told without a dictionary, in the order in which a person would mend them;
 * the reference's rules (Django's validators) are among them.
 */
export function plainPasswordFaults(password: string, about: PersonalTexts): readonly PasswordFault[] {
  if (isLongerThan(password, PASSWORD_MAX_LENGTH)) return ['too_long'];
  const faults: readonly (readonly [PasswordFault, boolean])[] = [
    ['control_characters', !isStorable(password) || CONTROL_CHARACTER.test(password)],
    ['space_at_end', password.trim() !== password],
    ['too_short', textLength(password) < PASSWORD_MIN_LENGTH],
    ['only_digits', ONLY_DIGITS.test(password)],
    ['personal', isLikePersonalText(password, about)],
  ];
  return faults.filter(([, isSo]) => isSo).map(([fault]) => fault);
}

/** Every reason against a password that its estimate gives, where `minimalScore` is asked for. */
export function estimatedPasswordFaults(
  { score, isCommon }: PasswordEstimate,
  minimalScore: PasswordScore,
): readonly PasswordFault[] {
  if (isCommon) return ['common'];
  return score < minimalScore ? ['easy_to_guess'] : [];
}
