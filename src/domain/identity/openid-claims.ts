import type { MailboxAccount } from './mailbox-account.ts';

/** Which claims clients are given: the two of the reference (`BaseValidator`, `ProConnectValidator`). */
export const CLAIM_PROFILES = ['base', 'proconnect'] as const;
export type ClaimProfile = (typeof CLAIM_PROFILES)[number];

/** The claims about somebody that a client may be given; those without a value are left out, never empty. */
export type AccountClaims = Readonly<Record<string, string | boolean>>;

type Scopes = Readonly<Record<string, readonly string[]>>;

/** What a scope gives in every profile (OpenID Connect Core 1.0, section 5.4). */
const COMMON: Scopes = { openid: ['sub'], email: ['email', 'email_verified'] };
const NAMES = ['name', 'given_name', 'family_name', 'usual_name'];

/**
 * The scopes of each profile, in the reference's order, with the claims that each gives. ProConnect asks
 * for some that no mailbox can fill: they are taken, and give nothing.
 */
const SCOPES: Readonly<Record<ClaimProfile, Scopes>> = {
  base: COMMON,
  proconnect: {
    ...COMMON,
    given_name: ['given_name'],
    usual_name: ['usual_name', 'family_name'],
    siret: ['siret'],
    siren: ['siren'],
    uid: ['uid'],
    organizational_unit: [],
    belonging_population: [],
    phone: [],
    chorusdt: [],
  },
};

/** The scope of names that common clients ask for; who asks for no scope does not get it, as in the reference. */
const PROFILE: Scopes = { profile: NAMES };

/** Every scope of a profile, with its claims. */
export const scopesOf = (profile: ClaimProfile): Scopes => ({ ...SCOPES[profile], ...PROFILE });

/** The scopes that are announced: those that give something. The others are taken all the same. */
export const announcedScopes = (profile: ClaimProfile): readonly string[] =>
  Object.entries(scopesOf(profile))
    .filter(([, claims]) => claims.length > 0)
    .map(([scope]) => scope);

/** The scopes that a request without any stands for. */
export const impliedScopes = (profile: ClaimProfile): readonly string[] => Object.keys(SCOPES[profile]);

/** Claims that ProConnect replaces by a default of its own where they are missing: to answer without one is worse than not at all. */
const INDISPENSABLE = ['siret', 'siren'];

/** Whether what is asked for cannot be said of an account, so that nothing may be said at all. */
export const lacksIndispensable = (
  account: Pick<MailboxAccount, 'siret'>,
  asked: Iterable<string>,
): boolean => account.siret === null && [...asked].some((name) => INDISPENSABLE.includes(name));

/** All claims about an account, as of now. */
export function claimsOf({
  mailboxId,
  address,
  firstName,
  lastName,
  siret,
}: Pick<MailboxAccount, 'mailboxId' | 'address' | 'firstName' | 'lastName' | 'siret'>): AccountClaims {
  const name = [firstName, lastName].filter((part) => part !== '').join(' ');
  const claims = {
    uid: mailboxId,
    email: address,
    email_verified: true,
    name,
    given_name: firstName,
    family_name: lastName,
    usual_name: lastName,
    siret: siret ?? '',
    siren: siret?.slice(0, 9) ?? '',
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== ''));
}
