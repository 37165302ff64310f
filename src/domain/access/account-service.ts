import type { AccountServiceId } from '../shared/ids.ts';

export const ACCOUNT_SERVICE_NAME_MAX_LENGTH = 255;

/** An API key as stored: a hash, from which the key cannot be recovered. */
export type ApiKey = Readonly<{
  /** Lower-case hexadecimal SHA-256 of the key. */
  hash: string;
  /** The key's visible start, by which people distinguish keys. */
  prefix: string;
  createdAt: Date;
  /** Null: never. */
  expiresAt: Date | null;
  /** To within a minute; null: never used. */
  lastUsedAt: Date | null;
}>;

/** A program that calls with an API key (contract/rest-api.md 2.4). */
export type AccountService = Readonly<{
  id: AccountServiceId;
  name: string;
  scopes: readonly string[];
  key: ApiKey;
  /** The key before the last rotation, valid until its expiry at most; null when there is none. */
  previousKey: ApiKey | null;
  /** When the keys were revoked; null while they are valid. */
  revokedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}>;

const isGood = ({ expiresAt }: ApiKey, now: Date): boolean => expiresAt === null || expiresAt > now;

/** The keys with which the service may call at `now`. */
export const goodKeys = ({ key, previousKey, revokedAt }: AccountService, now: Date): readonly ApiKey[] =>
  [key, ...(previousKey ? [previousKey] : [])].filter((it) => revokedAt === null && isGood(it, now));

/** Gives the service a new key. The previous key stays valid for `overlapMs` at most; a revoked one stays revoked. */
export function rotated(service: AccountService, key: ApiKey, overlapMs: number): AccountService {
  const { revokedAt, key: before } = service;
  const now = key.createdAt;
  const end = new Date(now.getTime() + overlapMs);
  const expiresAt = before.expiresAt !== null && before.expiresAt < end ? before.expiresAt : end;
  const previousKey = revokedAt === null && overlapMs > 0 ? { ...before, expiresAt } : null;
  return { ...service, key, previousKey, revokedAt: null, updatedAt: now };
}

/** Ends the previous key alone, or every key. */
export const withoutKeys = (
  service: AccountService,
  which: 'previous' | 'all',
  now: Date,
): AccountService => ({
  ...service,
  previousKey: null,
  revokedAt: which === 'all' ? (service.revokedAt ?? now) : service.revokedAt,
  updatedAt: now,
});

/** Precision of the last use, in milliseconds: storing the instant of each call would cost more than the call. */
const USE_PRECISION_MS = 60_000;

export const isUseWorthNoting = ({ lastUsedAt }: ApiKey, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USE_PRECISION_MS;
