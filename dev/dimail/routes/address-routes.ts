import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { emailOf } from '../state/mailbox.ts';
import { managedDomain } from './known-domain.ts';

/**
 * `GET /domains/{d}/address/{user}/`: what an address is (contract/dimail.md section 7). After OX refused a display name
 * for the address, it names the user who has it, by which clients explain that 500.
 */
export const addressRoutes = (state: DimailState): readonly Route[] => [
  {
    method: 'GET',
    path: '/domains/{domain}/address/{user}/',
    eitherSlash: true,
    scheme: 'bearer',
    handle(call) {
      const { name: domain } = managedDomain(state, call);
      const user = call.params['user'] ?? '';
      const email = emailOf(user, domain);
      const mailbox = state.mailboxes.get(email);
      const isAlias = state.aliases.some((alias) => alias.domain === domain && alias.localPart === user);
      const refusedName = state.refusedNames.get(email);
      const ox =
        state.openXchange.find(domain, email) ??
        (refusedName === undefined ? undefined : state.openXchange.holderOf(domain, refusedName));
      if (!mailbox && !isAlias && !ox) {
        throw new Refusal(404, 'Address not found');
      }
      const json = {
        domain_name: domain,
        user_name: user,
        is_alias: isAlias,
        is_mailbox: mailbox !== undefined,
        is_ox: ox !== undefined,
        ox_primary_email: ox?.email ?? '',
        ox_senders: ox ? [ox.email, ...(mailbox?.additionalSenders ?? [])] : [],
      };
      return { status: 200, json };
    },
  },
];
