/** A secret that was replaced, and is good for a while beside the new one. */
export type FormerSecret = Readonly<{
  hash: string;
  endsAt: Date;
  /** As `ClientSecrets.usedAt`. */
  usedAt: Date | null;
}>;

/**
 * The secrets of a client. Exactly one of `hash` and `readable` is there, but for public clients, which have neither. A
 * hash is `sha256$` and hexadecimal for secrets of ours, else what a `PasswordHasher` reads, such as Django's.
 */
export type ClientSecrets = Readonly<{
  hash: string | null;
  /** The secret itself, where the reference had it: it is needed to sign id tokens by HS256. */
  readable: string | null;
  /** When it was drawn here; null for secrets of the reference, and for public clients. */
  issuedAt: Date | null;
  /** When a use of the present secret was last noted: once in `USE_PRECISION_MS` of those that use it; null: never yet. */
  usedAt: Date | null;
  former: readonly FormerSecret[];
}>;

/** Secrets that are good beside the present one; of more rotations, the oldest end early. */
export const FORMER_SECRETS_MAX = 5;

/** A day: a secret whose last use was noted longer ago is not in use any more. */
export const USE_PRECISION_MS = 24 * 3600 * 1000;

export const NO_SECRETS: ClientSecrets = {
  hash: null,
  readable: null,
  issuedAt: null,
  usedAt: null,
  former: [],
};

/** The hashes of all secrets that are good at `now`, the present one first. */
export const goodSecretHashes = ({ hash, former }: ClientSecrets, now: Date): readonly string[] => [
  ...(hash === null ? [] : [hash]),
  ...former.filter(({ endsAt }) => endsAt > now).map((secret) => secret.hash),
];

type Rotation = Readonly<{
  /** The hash of the new secret. */
  hash: string;
  at: Date;
  /** How long the present secret stays good; 0: not at all. */
  overlapMs: number;
  /** The hash of the present secret. */
  presentHash: string | null;
}>;

/** Gives a client a new secret. Earlier ones end when they would have, and never later than the present one. */
export function rotatedSecrets(
  { usedAt, former }: ClientSecrets,
  { hash, at, overlapMs, presentHash }: Rotation,
): ClientSecrets {
  const endsAt = new Date(at.getTime() + overlapMs);
  const present = presentHash === null ? [] : [{ hash: presentHash, endsAt, usedAt }];
  const earlier = former.map((secret) => (secret.endsAt < endsAt ? secret : { ...secret, endsAt }));
  const good = [...present, ...earlier].filter((secret) => secret.endsAt > at);
  return { hash, readable: null, issuedAt: at, usedAt: null, former: good.slice(0, FORMER_SECRETS_MAX) };
}

/** The same secrets, with another hash of one of them. */
export const withRehashed = (secrets: ClientSecrets, before: string, after: string): ClientSecrets => ({
  ...secrets,
  hash: secrets.hash === before ? after : secrets.hash,
  former: secrets.former.map((secret) => (secret.hash === before ? { ...secret, hash: after } : secret)),
});

const isWorthNoting = (usedAt: Date | null, at: Date): boolean =>
  usedAt === null || at.getTime() - usedAt.getTime() >= USE_PRECISION_MS;

/**
 * The same secrets, with a use of the one that has this hash; null is that of the readable one. Undefined where there is
 * nothing to note: a use was noted a moment ago, or the secret is gone.
 */
export function withUse(secrets: ClientSecrets, hash: string | null, at: Date): ClientSecrets | undefined {
  if (hash === secrets.hash)
    return isWorthNoting(secrets.usedAt, at) ? { ...secrets, usedAt: at } : undefined;
  const used = secrets.former.find((secret) => secret.hash === hash);
  if (!used || !isWorthNoting(used.usedAt, at)) return undefined;
  return {
    ...secrets,
    former: secrets.former.map((secret) => (secret === used ? { ...secret, usedAt: at } : secret)),
  };
}
