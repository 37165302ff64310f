import { LONGEST_DELIVERED } from './mailbox-bounds.ts';

/** Letters that Unicode does not take apart into a letter and its accent. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};

/** Elided particles stay with their names: `d'Ormesson` is `dormesson`. */
const APOSTROPHES = /['’ʼ`´]/gu;

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[æœßøłđðþħı]/gu, (letter) => WRITTEN_OUT[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/**
 * The local part that people expect of somebody with these names: `Jean-Noël`, `de la Tour` give `jean-noel.de-la-tour`. At
 * most as long as mail servers take; empty where no name has a letter of addresses.
 */
export const suggestedLocalPart = (firstName: string, lastName: string): string =>
  [firstName, lastName]
    .map(plain)
    .filter((part) => part !== '')
    .join('.')
    .slice(0, LONGEST_DELIVERED)
    .replace(/[-.]+$/, '');
