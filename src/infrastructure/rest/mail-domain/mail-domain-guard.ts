import type { GetMailDomain } from '../../../application/mail-domain/read-mail-domains.ts';
import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { RestCall } from '../serving/route.ts';

/** The domain of a path. */
export const slugOf = ({ params }: Pick<RestCall, 'params'>): string => params['slug'] ?? '';

const isReading = ({ request }: RestCall): boolean => ['GET', 'HEAD'].includes(request.method);

/**
 * Keeps outsiders from everything below a domain and viewers from changing it, whatever the method (contract/rest-api.md
 * 1.4, step 4). Lists check the role in their own statement, which saves one; `isList` is false for other operations.
 */
export const mailDomainGuard =
  (getMailDomain: GetMailDomain, { isList = true } = {}) =>
  async (call: RestCall): Promise<void> => {
    if (isList && isReading(call)) return;
    const { role } = await getMailDomain(call.actor, slugOf(call));
    ensureMay(role, isReading(call) ? 'get' : 'post');
  };
