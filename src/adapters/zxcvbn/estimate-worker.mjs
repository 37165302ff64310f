/**
 * Estimates passwords in a thread of its own: that takes up to a second, and the dictionaries some 50 MB. Plain JavaScript,
 * since a thread reads its file itself, in development as in production.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import * as french from '@zxcvbn-ts/language-fr';

/** What follows cannot make a password weaker, but takes long to be looked at. */
const MOST_CHARACTERS = 64;
/** Ways to read signs as letters: the usual 100 take seconds for texts made of such signs. */
const MOST_READINGS = 10;

const COMMON_PASSWORDS = new Set(common.dictionary['passwords-common']);

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...french.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  maxLength: MOST_CHARACTERS,
  l33tMaxSubstitutions: MOST_READINGS,
});

/**
 * @param {{ password: string, known: readonly string[] }} task
 * @returns the score, whether the password is a common one, and the keys of zxcvbn's feedback
 */
export function estimate({ password, known }) {
  const { score, feedback } = zxcvbn.check(password, [...known]);
  return {
    score,
    isCommon: COMMON_PASSWORDS.has(password.trim().toLowerCase()),
    feedback: [feedback.warning, ...feedback.suggestions].filter((key) => typeof key === 'string'),
  };
}
