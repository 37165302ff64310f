import type { AuditAction } from '../../../domain/audit/audit-action.ts';
import type { AuditAuthor, AuditDetails } from '../../../domain/audit/audit-entry.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

/** Who manages the clients of our OpenID provider: a superuser (an `Actor` is one), or an operator at the command line. */
export type ClientManager = AuditAuthor & { readonly isSuperuser: boolean };

export type ClientStores = Pick<Repositories, 'openidClients' | 'audit'>;

/** @throws DomainError `openid_client.not_found` */
export async function lockClient(
  { openidClients }: Pick<ClientStores, 'openidClients'>,
  clientId: string,
): Promise<RegisteredClient> {
  const client = await openidClients.lock(clientId);
  if (!client) throw new DomainError('openid_client.not_found', 'No such OpenID client');
  return client;
}

export const auditClient = (
  { audit }: Pick<ClientStores, 'audit'>,
  by: ClientManager,
  action: AuditAction,
  { clientId, name }: RegisteredClient,
  { at, details }: Readonly<{ at: Date; details?: AuditDetails }>,
): Promise<void> =>
  audit.append(by, { at, action, objectId: clientId, label: name, organizationId: null, details });
