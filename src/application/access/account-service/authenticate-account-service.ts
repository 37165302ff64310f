import { type AccountService, goodKeys, isUseWorthNoting } from '../../../domain/access/account-service.ts';
import { ensureHasScope } from '../../../domain/access/account-service-access.ts';
import { visibleKeyPrefix } from '../../../domain/access/key-prefix.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Clock, TextDigest } from '../../shared/system.ts';
import type { AccountServiceQueries } from './account-service-repository.ts';

/** All scopes: one for each route that account services may call. */
export const ACCOUNT_SERVICE_SCOPE_NAMES = ['la-suite-list-organizations-siret'] as const;
export type AccountServiceScope = (typeof ACCOUNT_SERVICE_SCOPE_NAMES)[number];

/** Longest key that is looked up, in characters; real keys are shorter. */
const LONGEST_KEY = 1024;

type Deps = {
  accountServiceQueries: AccountServiceQueries;
  digest: TextDigest;
  clock: Clock;
  /** Scopes this installation offers. */
  accountServiceScopes: readonly string[];
};
export type AuthenticateAccountService = (key: string, scope: AccountServiceScope) => Promise<AccountService>;

/**
 * The account service that calls with an API key, provided that it has the scope. Keys are compared by hash, in constant
 * time; their public prefix selects the keys to compare with. The use of a key is noted at most once a minute.
 *
 * @throws DomainError `api_key.invalid` when the key is unknown, expired or revoked; `api_key.insufficient_scope`
 */
export const makeAuthenticateAccountService =
  ({ accountServiceQueries, digest, clock, accountServiceScopes }: Deps): AuthenticateAccountService =>
  async (given, scope) => {
    const invalid = () => new DomainError('api_key.invalid', 'Unknown, expired or revoked API key');
    if (given.length > LONGEST_KEY || given.includes('\0')) throw invalid();
    const hash = digest.sha256(given);
    const now = clock.now();
    const candidates = await accountServiceQueries.ofPrefix(visibleKeyPrefix(given));
    const matches = candidates.flatMap((service) =>
      goodKeys(service, now)
        .filter((key) => digest.isSame(key.hash, hash))
        .map((key) => ({ service, key })),
    );
    const [match] = matches;
    if (!match) throw invalid();
    const { service, key } = match;
    if (isUseWorthNoting(key, now)) await accountServiceQueries.noteUse(service.id, key.hash, now);
    ensureHasScope(service.scopes, accountServiceScopes, scope);
    return service;
  };
