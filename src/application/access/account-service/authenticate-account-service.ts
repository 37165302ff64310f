import {
  type AccountService,
  type ApiKey,
  goodKeys,
  isUseWorthNoting,
} from '../../../domain/access/account-service.ts';
import { ensureHasScope } from '../../../domain/access/account-service-access.ts';
import { visibleKeyPrefix } from '../../../domain/access/key-prefix.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Clock, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { AccountServiceQueries } from './account-service-repository.ts';
import { FirstUses } from './first-uses.ts';

/** All scopes: one for each route that account services may call. */
export const ACCOUNT_SERVICE_SCOPE_NAMES = ['la-suite-list-organizations-siret'] as const;
export type AccountServiceScope = (typeof ACCOUNT_SERVICE_SCOPE_NAMES)[number];

/** Longest key that is looked up, in characters; real keys are shorter. */
const LONGEST_KEY = 1024;

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'accountServices' | 'audit'>>;
  accountServiceQueries: AccountServiceQueries;
  digest: TextDigest;
  clock: Clock;
  /** Scopes this installation offers. */
  accountServiceScopes: readonly string[];
};
/** `origin`: the program's address and request, for the audit log. */
export type AuthenticateAccountService = (
  key: string,
  scope: AccountServiceScope,
  origin?: Pick<RequestOrigin, 'address' | 'requestId'>,
) => Promise<AccountService>;

const UNKNOWN_ORIGIN = { address: null, requestId: null };

/**
 * The account service that calls with an API key, provided that it has the scope. Keys are compared by hash, in constant
 * time; their public prefix selects the keys to compare with. The use of a key is noted at most once a minute; its first use a
 * day (UTC) from each address is in the audit log.
 *
 * @throws DomainError `api_key.invalid` when the key is unknown, expired or revoked; `api_key.insufficient_scope`
 */
export const makeAuthenticateAccountService = ({
  unitOfWork,
  accountServiceQueries,
  digest,
  clock,
  accountServiceScopes,
}: Deps): AuthenticateAccountService => {
  const firstUses = new FirstUses();

  const tell = (
    { id, name }: AccountService,
    { prefix }: ApiKey,
    { at, since, origin }: { at: Date; since: Date; origin: Pick<RequestOrigin, 'address' | 'requestId'> },
  ) =>
    unitOfWork.run(async ({ accountServices, audit }) => {
      // Other processes that meet the key at the same time wait, and then find the entry.
      if (!(await accountServices.lock(id))) return;
      const by = { userId: null, origin: { ...origin, via: 'api_key', client: name } } as const;
      const event = { at, action: 'account_service.key_used', objectId: id, label: name } as const;
      await audit.appendOnceSince(by, { ...event, organizationId: null, details: { key: prefix } }, since);
    });

  return async (given, scope, origin = UNKNOWN_ORIGIN) => {
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
    await firstUses.tellOnce(`${key.hash} ${origin.address}`, now, (since) =>
      tell(service, key, { at: now, since, origin }),
    );
    ensureHasScope(service.scopes, accountServiceScopes, scope);
    return service;
  };
};
