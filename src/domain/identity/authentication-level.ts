/**
 * What somebody proved at a sign-in. `pwd`: the password of the mailbox. `totp`: a code of an authenticator application
 * (RFC 6238). `recovery_code`: one of the codes that were printed for the day on which a device is lost. `passkey`: a key
 * that may be copied between devices. `hardware_key`: a key that cannot leave its device, as its maker attests. Both keys
 * are unlocked by a PIN or a finger. A code that is sent to the mailbox itself proves nothing, and is none.
 */
export const FACTORS = ['pwd', 'totp', 'recovery_code', 'passkey', 'hardware_key'] as const;
export type Factor = (typeof FACTORS)[number];

/** The levels that ProConnect knows, lowest first. */
export const ACRS = ['eidas0', 'eidas0-mfa', 'eidas1', 'eidas1-mfa', 'eidas2', 'eidas3'] as const;
export type Acr = (typeof ACRS)[number];

/** How sure we are of somebody (`acr`), and by which means (`amr`, RFC 8176); OpenID Connect Core 1.0, section 2. */
export type AuthenticationLevel = Readonly<{ acr: Acr; amr: readonly string[] }>;

type Row = Readonly<{ factors: readonly Factor[]; acr: Acr; amr: readonly string[] }>;

/** Each combination of factors that is a sign-in, with its level: the highest first, and of one level what says more. */
const LEVELS: readonly Row[] = [
  { factors: ['pwd', 'hardware_key'], acr: 'eidas3', amr: ['pwd', 'pop', 'pin', 'mfa'] },
  { factors: ['hardware_key'], acr: 'eidas3', amr: ['pop', 'pin', 'mfa'] },
  { factors: ['pwd', 'passkey'], acr: 'eidas2', amr: ['pwd', 'pop', 'mfa'] },
  { factors: ['passkey'], acr: 'eidas2', amr: ['pop', 'mfa'] },
  { factors: ['pwd', 'totp'], acr: 'eidas2', amr: ['pwd', 'otp', 'mfa'] },
  { factors: ['pwd', 'recovery_code'], acr: 'eidas1-mfa', amr: ['pwd', 'otp', 'mfa'] },
  { factors: ['pwd'], acr: 'eidas1', amr: ['pwd'] },
];

/** The levels that each level contains. One factor is no `eidas0-mfa`, however sure we are of it. */
const CONTAINED: Readonly<Record<Acr, readonly Acr[]>> = {
  eidas0: ['eidas0'],
  'eidas0-mfa': ['eidas0', 'eidas0-mfa'],
  eidas1: ['eidas0', 'eidas1'],
  'eidas1-mfa': ['eidas0', 'eidas0-mfa', 'eidas1', 'eidas1-mfa'],
  eidas2: ['eidas0', 'eidas0-mfa', 'eidas1', 'eidas1-mfa', 'eidas2'],
  eidas3: ['eidas0', 'eidas0-mfa', 'eidas1', 'eidas1-mfa', 'eidas2', 'eidas3'],
};

/** The highest level that is said of a sign-in which was not made for the present request. */
const HIGHEST_LASTING: Acr = 'eidas1-mfa';

/**
 * The factors that people can have here. `attestationRoots`: certificates of the makers of keys whose word the operator
 * takes; without one, no key is a hardware key.
 */
export const offeredFactors = ({
  attestationRoots,
}: {
  readonly attestationRoots: readonly string[];
}): readonly Factor[] => FACTORS.filter((factor) => factor !== 'hardware_key' || attestationRoots.length > 0);

const rowsOf = (factors: readonly Factor[]): readonly Row[] =>
  LEVELS.filter((row) => row.factors.every((factor) => factors.includes(factor)));

/**
 * The level that factors prove together.
 *
 * @throws Error when they prove nothing, such as a second factor without the first
 */
export function levelOf(factors: readonly Factor[]): AuthenticationLevel {
  const [row] = rowsOf(factors);
  if (!row) throw new Error(`These factors make no sign-in: ${factors.join(', ') || 'none'}`);
  return { acr: row.acr, amr: row.amr };
}

/** The levels that sign-ins with these factors reach, lowest first. */
export const reachableAcrs = (offered: readonly Factor[] = ['pwd']): readonly Acr[] => {
  const reached = rowsOf(offered);
  return ACRS.filter((acr) => reached.some((row) => row.acr === acr));
};

/** Those of the levels that a client asked for which a level contains, highest first. */
const containedOf = (asked: readonly string[], acr: Acr): readonly Acr[] =>
  CONTAINED[acr].filter((contained) => asked.includes(contained)).toReversed();

/** Whether a level is one of those that a client asked for, or contains one. */
export const satisfies = (asked: readonly string[], { acr }: Pick<AuthenticationLevel, 'acr'>): boolean =>
  containedOf(asked, acr).length > 0;

/**
 * What a client is told of a level when it asked for some as essential: the highest of those that the level contains, as a
 * client may take a level that it did not name for a wrong one. The level itself where it asked for none, or contains none.
 */
export const toldLevel = (asked: readonly string[], reached: AuthenticationLevel): AuthenticationLevel => {
  const [acr = reached.acr] = containedOf(asked, reached.acr);
  return { ...reached, acr };
};

/** Whether two factors or more were proved. */
export const isMultiFactor = ({ amr }: Pick<AuthenticationLevel, 'amr'>): boolean => amr.includes('mfa');

/**
 * What is said of a sign-in in a later request: eidas2 and eidas3 are those of a sign-in made for this very request
 * (contract/identity-provider.md 1).
 */
export const lastingLevel = (level: AuthenticationLevel): AuthenticationLevel =>
  CONTAINED[HIGHEST_LASTING].includes(level.acr) ? level : { ...level, acr: HIGHEST_LASTING };
