import type { MailboxId, RecoveryCodeId } from '../shared/ids.ts';

/** One of the codes that stand in for a lost device, good once. */
export type RecoveryCode = Readonly<{
  /** Lower-case hexadecimal SHA-256 of the code as `readRecoveryCode` returns it. */
  id: RecoveryCodeId;
  mailboxId: MailboxId;
  /** When its set was made; a newer set replaces it. */
  createdAt: Date;
}>;

/** The codes of one set. */
export const RECOVERY_CODES = 10;

/** Crockford's base 32: without I, L, O and U, which are read as others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;
const BITS_OF_DIGIT = 5;
const GROUP = 4;
/** Hexadecimal digits of 80 bits. */
const HEX_LENGTH = (LENGTH * BITS_OF_DIGIT) / 4;

/** Letters that people write for digits that look like them. */
const LOOKS_LIKE: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };

/** The code as it is shown, in four groups, of the first 80 bits of a random hexadecimal text. */
export function recoveryCodeOf(hex: string): string {
  let rest = BigInt(`0x${hex.slice(0, HEX_LENGTH)}`);
  let code = '';
  for (let place = 0; place < LENGTH; place += 1) {
    code = `${ALPHABET[Number(rest & 31n)]}${code}`;
    rest >>= 5n;
  }
  return (code.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** A code as somebody wrote it, in one spelling; undefined for what cannot be one. Spaces, dashes and case do not count. */
export function readRecoveryCode(written: string): string | undefined {
  if (written.length > 4 * LENGTH) return undefined;
  const signs = [...written.replace(/[\s\p{Pd}]/gu, '').toUpperCase()].map(
    (sign) => LOOKS_LIKE[sign] ?? sign,
  );
  const isCode = signs.length === LENGTH && signs.every((sign) => ALPHABET.includes(sign));
  return isCode ? signs.join('') : undefined;
}
