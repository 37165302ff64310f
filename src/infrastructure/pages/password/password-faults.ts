import {
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  type PasswordFault,
  type PasswordWeakness,
} from '../../../domain/identity/password-rules.ts';
import type { Language } from '../../../domain/shared/language.ts';

/** What is wrong with a password that was typed twice, beside the rules. */
export type TypedFault = PasswordFault | 'missing' | 'not_repeated' | 'unchanged';

type Texts = Readonly<{
  faults: Readonly<Record<TypedFault, string>>;
  /** What would help. */
  weaknesses: Readonly<Record<PasswordWeakness, string>>;
}>;

/** Why a password is not taken, and what would help. */
export const PASSWORD_FAULTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    faults: {
      missing: 'Enter a new password',
      not_repeated: 'Enter the same password in both fields',
      unchanged: 'Choose another password than the present one',
      too_short: `Choose a password of ${PASSWORD_MIN_LENGTH} characters or more`,
      too_long: `Choose a password of ${PASSWORD_MAX_LENGTH} characters or fewer`,
      control_characters: 'Leave out line breaks and other characters that cannot be typed',
      space_at_end: 'Leave out the space at the beginning or at the end of the password',
      only_digits: 'Choose a password that does not consist of digits only',
      personal: 'Choose a password that is not made of your name, your address or your administration',
      common: 'Choose another password: many people use this one, so it is tried first',
      easy_to_guess: 'Choose a password that is harder to guess',
    },
    weaknesses: {
      common_password: 'It is, or resembles, a password that many people use.',
      one_word: 'A single word is found in a dictionary: add other words that have nothing to do with it.',
      names: 'First names and family names are guessed early: add other words.',
      personal: 'Do not use what others know of you.',
      keyboard_row: 'Avoid keys that lie side by side, such as azerty or qsdf.',
      repetition: 'Repeating letters or words adds little.',
      sequence: 'Avoid sequences such as abc or 1234.',
      date: 'Avoid dates and years.',
      substitution: 'Signs in place of letters, such as @ for a, help little.',
      reversed_word: 'A word spelled backwards is guessed as well.',
      few_words: 'Four words picked at random, for example, are hard to guess and easy to remember.',
    },
  },
  'fr-fr': {
    faults: {
      missing: 'Saisissez un nouveau mot de passe',
      not_repeated: 'Saisissez le même mot de passe dans les deux champs',
      unchanged: 'Choisissez un autre mot de passe que l’actuel',
      too_short: `Choisissez un mot de passe d’au moins ${PASSWORD_MIN_LENGTH} caractères`,
      too_long: `Choisissez un mot de passe d’au plus ${PASSWORD_MAX_LENGTH} caractères`,
      control_characters: 'Retirez les retours à la ligne et les autres caractères impossibles à saisir',
      space_at_end: 'Retirez l’espace au début ou à la fin du mot de passe',
      only_digits: 'Choisissez un mot de passe qui ne se compose pas uniquement de chiffres',
      personal:
        'Choisissez un mot de passe qui ne reprend pas votre nom, votre adresse ou votre administration',
      common: 'Choisissez un autre mot de passe\u00a0: celui-ci est très utilisé, il est essayé en premier',
      easy_to_guess: 'Choisissez un mot de passe plus difficile à deviner',
    },
    weaknesses: {
      common_password: 'C’est un mot de passe très utilisé, ou il y ressemble.',
      one_word:
        'Un mot seul se trouve dans un dictionnaire\u00a0: ajoutez d’autres mots qui n’ont rien à voir avec lui.',
      names: 'Les prénoms et les noms de famille sont vite devinés\u00a0: ajoutez d’autres mots.',
      personal: 'N’utilisez pas ce que d’autres savent de vous.',
      keyboard_row: 'Évitez les touches voisines, comme azerty ou qsdf.',
      repetition: 'Répéter des lettres ou des mots n’apporte presque rien.',
      sequence: 'Évitez les suites comme abc ou 1234.',
      date: 'Évitez les dates et les années.',
      substitution: 'Remplacer des lettres par des signes, comme @ pour a, aide peu.',
      reversed_word: 'Un mot écrit à l’envers se devine aussi.',
      few_words: 'Quatre mots tirés au hasard, par exemple, sont difficiles à deviner et faciles à retenir.',
    },
  },
};
