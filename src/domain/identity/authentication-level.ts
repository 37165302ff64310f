/**
 * What somebody proved at a sign-in. `pwd`: the password of the mailbox. `totp`: a code of an authenticator application
 * (RFC 6238). `passkey`: a key that may be copied between devices. `hardware_key`: a key that cannot leave its device,
 * as its maker attests, unlocked by a PIN. A code that is sent to the mailbox itself proves nothing, and is none.
 */
export type Factor = 'pwd' | 'totp' | 'passkey' | 'hardware_key';

/** How sure we are of somebody (`acr`), and by which means (`amr`, RFC 8176); OpenID Connect Core 1.0, section 2. */
export type AuthenticationLevel = Readonly<{ acr: Acr; amr: readonly string[] }>;

/** The levels that ProConnect knows, lowest first. */
const ACRS = ['eidas0', 'eidas1', 'eidas2', 'eidas3'] as const;
export type Acr = (typeof ACRS)[number];

type Row = Readonly<{ factors: readonly Factor[] }> & AuthenticationLevel;

/** Each combination of factors with its level, the highest first. */
const LEVELS: readonly Row[] = [
  { factors: ['hardware_key'], acr: 'eidas3', amr: ['pop', 'pin', 'mfa'] },
  { factors: ['passkey'], acr: 'eidas2', amr: ['pop', 'mfa'] },
  { factors: ['pwd', 'totp'], acr: 'eidas2', amr: ['pwd', 'otp', 'mfa'] },
  { factors: ['pwd'], acr: 'eidas1', amr: ['pwd'] },
];

/** The factors that a sign-in can have today. */
const OFFERED_FACTORS: readonly Factor[] = ['pwd'];

const rowOf = (factors: readonly Factor[]): Row | undefined =>
  LEVELS.find((row) => row.factors.every((factor) => factors.includes(factor)));

/**
 * The level that factors prove together.
 *
 * @throws Error when they prove nothing, such as a second factor without the first
 */
export function levelOf(factors: readonly Factor[]): AuthenticationLevel {
  const row = rowOf(factors);
  if (!row) throw new Error(`These factors make no sign-in: ${factors.join(', ') || 'none'}`);
  return { acr: row.acr, amr: row.amr };
}

/** The levels that a sign-in can reach, lowest first. */
export const reachableAcrs = (offered: readonly Factor[] = OFFERED_FACTORS): readonly Acr[] => {
  const reached = LEVELS.filter(({ factors }) => factors.every((factor) => offered.includes(factor)));
  return ACRS.filter((acr) => reached.some((row) => row.acr === acr));
};

/** Whether a level is one of those that a client named. A higher one is not: the client listed what it takes. */
export const satisfies = (asked: readonly string[], { acr }: Pick<AuthenticationLevel, 'acr'>): boolean =>
  asked.includes(acr);
