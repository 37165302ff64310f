import type { GetMailDomain } from '../../application/mail/read-mail-domains.ts';
import { ensureMay } from '../../domain/mail/mail-domain-access.ts';
import type { RestCall } from './route.ts';

/** The domain of a path. */
export const slugOf = ({ params }: Pick<RestCall, 'params'>): string => params['slug'] ?? '';

/**
 * Keeps outsiders from everything below a domain and viewers from changing it, whatever the method
 * (contract/rest-api.md 1.4, step 4). Readings look for themselves, which saves a statement.
 */
export const mailDomainGuard =
  (getMailDomain: GetMailDomain) =>
  async (call: RestCall): Promise<void> => {
    if (['GET', 'HEAD'].includes(call.request.method)) return;
    ensureMay((await getMailDomain(call.actor, slugOf(call))).role, 'post');
  };
