import { DomainError } from '../shared/errors.ts';

/** @throws DomainError `account_service.action_forbidden` unless the person is a superuser */
export function ensureMayManageAccountServices({ isSuperuser }: { readonly isSuperuser: boolean }): void {
  if (!isSuperuser) throw new DomainError('account_service.action_forbidden', 'For superusers');
}

/**
 * Refuses a service without the scope, or with a scope that the installation no longer offers.
 *
 * @throws DomainError `api_key.insufficient_scope`
 */
export function ensureHasScope(granted: readonly string[], offered: readonly string[], scope: string): void {
  if (granted.includes(scope) && offered.includes(scope)) return;
  throw new DomainError('api_key.insufficient_scope', `Not given the scope ${scope}`);
}

/**
 * @throws DomainError `account_service.unknown_scope` (params: `value`) for a scope that the installation does not offer
 */
export function ensureOffered(wanted: readonly string[], offered: readonly string[]): void {
  const unknown = wanted.find((scope) => !offered.includes(scope));
  if (unknown === undefined) return;
  throw new DomainError('account_service.unknown_scope', 'Not a scope of this installation', {
    params: { value: unknown },
  });
}
