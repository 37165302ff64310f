import {
  type AccountService,
  type ApiKey,
  rotated,
  withoutKeys,
} from '../../../domain/access/account-service.ts';
import {
  ensureMayManageAccountServices,
  ensureOffered,
} from '../../../domain/access/account-service-access.ts';
import { visibleKeyPrefix } from '../../../domain/access/key-prefix.ts';
import type { AuditAction } from '../../../domain/audit/audit-action.ts';
import type { AuditAuthor, AuditDetails } from '../../../domain/audit/audit-entry.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../../shared/page.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { AccountServiceQueries } from './account-service-repository.ts';

/** Who manages account services: a superuser (an `Actor` is one), or an operator at the command line. */
export type AccountServiceManager = AuditAuthor & { readonly isSuperuser: boolean };

type Stores = Pick<Repositories, 'accountServices' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };
type KeyDeps = { secrets: SecretGenerator; digest: TextDigest };

/** The key itself is returned here once, and stored nowhere. */
export type ServiceWithKey = { readonly service: AccountService; readonly key: string };

function newKey({ secrets, digest }: KeyDeps, createdAt: Date, expiresAt: Date | null) {
  const text = secrets.next();
  const key: ApiKey = {
    hash: digest.sha256(text),
    prefix: visibleKeyPrefix(text),
    createdAt,
    expiresAt,
    lastUsedAt: null,
  };
  return { text, key };
}

const told = (
  { audit }: Pick<Repositories, 'audit'>,
  by: AuditAuthor,
  action: AuditAction,
  service: AccountService,
  details: AuditDetails,
): Promise<void> =>
  audit.append(by, {
    at: service.updatedAt,
    action,
    objectId: service.id,
    label: service.name,
    organizationId: null,
    details: { keyPrefix: service.key.prefix, ...details },
  });

const lockService = async ({ accountServices }: Stores, id: AccountServiceId): Promise<AccountService> => {
  const service = await accountServices.lock(id);
  if (!service) throw new DomainError('account_service.not_found', 'No such account service');
  return service;
};

/** @throws DomainError `account_service.expiry_passed` unless `expiresAt` is null or in the future */
function ensureYetToCome(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt > now) return;
  throw new DomainError('account_service.expiry_passed', 'A key would have expired before its first use');
}

export type ListAccountServices = (
  by: AccountServiceManager,
  request: CursorRequest<'name' | 'created_at'>,
) => Promise<Page<AccountService>>;

/** @throws DomainError `account_service.action_forbidden` */
export const makeListAccountServices =
  ({ accountServiceQueries }: { accountServiceQueries: AccountServiceQueries }): ListAccountServices =>
  async (by, request) => {
    ensureMayManageAccountServices(by);
    return accountServiceQueries.page(request);
  };

export type CreateAccountService = (
  by: AccountServiceManager,
  input: {
    readonly name: string;
    readonly scopes: readonly string[];
    /** Null: the key does not expire. */
    readonly expiresAt: Date | null;
  },
) => Promise<ServiceWithKey>;

/**
 * Creates an account service and its first key.
 *
 * @throws DomainError `account_service.action_forbidden`, `account_service.unknown_scope`,
 *   `account_service.expiry_passed`
 */
export const makeCreateAccountService =
  ({
    unitOfWork,
    clock,
    ids,
    accountServiceScopes,
    ...keyDeps
  }: Deps & KeyDeps & { ids: IdGenerator; accountServiceScopes: readonly string[] }): CreateAccountService =>
  async (by, { name, scopes, expiresAt }) => {
    ensureMayManageAccountServices(by);
    ensureOffered(scopes, accountServiceScopes);
    const now = clock.now();
    ensureYetToCome(expiresAt, now);
    const { text, key } = newKey(keyDeps, now, expiresAt);
    const service: AccountService = {
      id: ids.next<AccountServiceId>(),
      name,
      scopes: [...new Set(scopes)],
      key,
      previousKey: null,
      revokedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    await unitOfWork.run(async (stores) => {
      await stores.accountServices.insert(service);
      await told(stores, by, 'account_service.created', service, { scopes: service.scopes });
    });
    return { service, key: text };
  };

export type RotateAccountServiceKey = (
  by: AccountServiceManager,
  input: {
    readonly id: AccountServiceId;
    /** How long the present key stays valid beside the new one; 0: it ends at once. */
    readonly overlapSeconds: number;
    readonly expiresAt: Date | null;
  },
) => Promise<ServiceWithKey>;

/**
 * Gives a service a new key, even after its keys were revoked.
 *
 * @throws DomainError `account_service.action_forbidden`, `account_service.not_found`, `account_service.expiry_passed`
 */
export const makeRotateAccountServiceKey =
  ({ unitOfWork, clock, ...keyDeps }: Deps & KeyDeps): RotateAccountServiceKey =>
  async (by, { id, overlapSeconds, expiresAt }) => {
    ensureMayManageAccountServices(by);
    const now = clock.now();
    ensureYetToCome(expiresAt, now);
    const { text, key } = newKey(keyDeps, now, expiresAt);
    const service = await unitOfWork.run(async (stores) => {
      const changed = rotated(await lockService(stores, id), key, overlapSeconds * 1000);
      await stores.accountServices.update(changed);
      await told(stores, by, 'account_service.key_rotated', changed, { overlapSeconds });
      return changed;
    });
    return { service, key: text };
  };

export type RevokeAccountServiceKeys = (
  by: AccountServiceManager,
  input: { readonly id: AccountServiceId; readonly which: 'previous' | 'all' },
) => Promise<AccountService>;

/**
 * Revokes the previous key, or every key, at once.
 *
 * @throws DomainError `account_service.action_forbidden`, `account_service.not_found`
 */
export const makeRevokeAccountServiceKeys =
  ({ unitOfWork, clock }: Deps): RevokeAccountServiceKeys =>
  async (by, { id, which }) => {
    ensureMayManageAccountServices(by);
    return unitOfWork.run(async (stores) => {
      const changed = withoutKeys(await lockService(stores, id), which, clock.now());
      await stores.accountServices.update(changed);
      await told(stores, by, 'account_service.key_revoked', changed, { which });
      return changed;
    });
  };
