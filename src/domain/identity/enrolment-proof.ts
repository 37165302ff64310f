import { isAddressOf, type Mailbox, outsideAddress } from '../mailbox/mailbox.ts';

/**
 * How the owner of a mailbox shows, besides the password, that the first factor which they add is theirs: a code that was
 * mailed to the secondary address, or a link that an administrator handed over. Whoever has a factor proves the next one
 * by a sign-in with it.
 */
export const ENROLMENT_PROOFS = ['mailed_code', 'administrators_link'] as const;
export type EnrolmentProof = (typeof ENROLMENT_PROOFS)[number];

const MINUTE_MS = 60_000;

/** How long a mailed code is good, in milliseconds. */
export const ENROLMENT_CODE_MS = 10 * MINUTE_MS;
/** How long somebody who gave a proof may take to add the factor, in milliseconds. */
export const ENROLMENT_PROOF_MS = 15 * MINUTE_MS;
/** A sign-in that is older, in milliseconds, is repeated before the factors of an account change. */
export const FRESH_SIGN_IN_MS = 15 * MINUTE_MS;
/** How long, in milliseconds, an address that the owner wrote themselves proves nothing: they, or we, are told meanwhile. */
export const OWN_ADDRESS_REST_MS = 72 * 60 * MINUTE_MS;

export const ENROLMENT_CODE_DIGITS = 8;

/** Whether a sign-in is recent enough to change the factors of an account. */
export const isFreshSignIn = (at: Date, now: Date): boolean =>
  now.getTime() - at.getTime() <= FRESH_SIGN_IN_MS;

/** A code of digits that nobody can guess, from a lower-case hexadecimal digest of a secret. */
export const enrolmentCodeOf = (digest: string): string =>
  (BigInt(`0x${digest}`) % 10n ** BigInt(ENROLMENT_CODE_DIGITS))
    .toString()
    .padStart(ENROLMENT_CODE_DIGITS, '0');

/** A code as somebody typed it, without spaces and dashes; undefined when it can be none. */
export function typedEnrolmentCode(text: string): string | undefined {
  const code = text.replace(/[\s-]/gu, '');
  return code.length === ENROLMENT_CODE_DIGITS && /^[0-9]+$/.test(code) ? code : undefined;
}

/** Where a code can be mailed; or why nowhere. `until`: from when on the address proves something. */
export type ProvingAddress =
  | Readonly<{ address: string }>
  | Readonly<{ obstacle: 'none' | 'leads_back' }>
  | Readonly<{ obstacle: 'written_by_owner'; until: Date }>;

/** An address without what many mail servers leave out of account (RFC 5233): `ada+codes@…` is read by `ada@…`. */
const withoutDetail = (address: string): string => address.replace(/\+[^@]*(?=@[^@]*$)/, '');

/**
 * The secondary address of a mailbox, if a code mailed there proves more than the password does: mail to it must not come
 * into the mailbox that signs in, and somebody else than the owner must have written it, or the owner long ago.
 *
 * @param reached where our aliases lead mail to that address
 */
export function provingAddress(
  mailbox: Pick<Mailbox, 'localPart' | 'secondaryEmail' | 'secondaryEmailByOwnerAt'>,
  domainName: string,
  reached: readonly string[],
  now: Date,
): ProvingAddress {
  const address = outsideAddress(mailbox, domainName);
  if (address === null) return { obstacle: 'none' };
  if ([address, ...reached].some((one) => isAddressOf(mailbox, domainName, withoutDetail(one)))) {
    return { obstacle: 'leads_back' };
  }
  const { secondaryEmailByOwnerAt: writtenAt } = mailbox;
  const until = writtenAt && new Date(writtenAt.getTime() + OWN_ADDRESS_REST_MS);
  return until && now < until ? { obstacle: 'written_by_owner', until } : { address };
}

/** An address as it is shown to who may not know it: enough to recognize, too little to write to. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}•••${address.slice(at)}`;
}
