import type { Brand } from '../shared/brand.ts';

/** 14 digits: a SIREN and the 5 digits of an establishment. Well formed, not necessarily assigned. */
export type Siret = Brand<string, 'Siret'>;

/** 9 digits: a legal unit. Well formed, not necessarily assigned. */
export type Siren = Brand<string, 'Siren'>;

const LA_POSTE = '356000000';

/** 14 ASCII digits, the checksum left aside. */
export const isWellFormedSiret = (text: string): text is Siret => /^[0-9]{14}$/.test(text);

/** 9 ASCII digits, the checksum left aside. */
export const isWellFormedSiren = (text: string): text is Siren => /^[0-9]{9}$/.test(text);

/** The legal unit an establishment belongs to. */
export const sirenOf = (siret: Siret): Siren => siret.slice(0, 9) as Siren;

const digitsOf = (text: string): number[] => Array.from(text, Number);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function passesLuhn(text: string): boolean {
  const weighted = digitsOf(text)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)));
  return sum(weighted) % 10 === 0;
}

/**
 * Well formed and with a right checksum: Luhn over the 14 digits and over the SIREN alone (contract/siret.md section 3).
 * La Poste numbers most of its establishments outside Luhn: their digits sum to a multiple of 5. All zeros pass Luhn but
 * are a placeholder, never assigned.
 */
export function isValidSiret(text: string): text is Siret {
  if (!isWellFormedSiret(text)) return false;
  const siren = sirenOf(text);
  if (siren === '000000000') return false;
  if (siren === LA_POSTE && sum(digitsOf(text)) % 5 === 0) return true;
  return passesLuhn(text) && passesLuhn(siren);
}

/** Well formed, with a right checksum (Luhn), and no placeholder. */
export const isValidSiren = (text: string): text is Siren =>
  isWellFormedSiren(text) && text !== '000000000' && passesLuhn(text);
