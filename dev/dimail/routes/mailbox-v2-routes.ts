import { BodyFields } from '../http/body-fields.ts';
import type { Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import type { MailboxStore } from '../state/mailbox-store.ts';
import { managedDomain } from './known-domain.ts';
import { changeMailbox, storedMailbox } from './mailbox-change.ts';
import { findBox, listBoxes, mailboxViewV2 } from './mailbox-view.ts';

/** `/v2/domains/{d}/mailboxes/` (contract/dimail.md section 8). */
export const mailboxV2Routes = (state: DimailState, store: MailboxStore): readonly Route[] => [
  {
    method: 'GET',
    path: '/v2/domains/{domain}/mailboxes/',
    scheme: 'bearer',
    handle: (call) => ({
      status: 200,
      json: listBoxes(state, managedDomain(state, call).name).map(mailboxViewV2),
    }),
  },
  {
    method: 'PATCH',
    path: '/v2/domains/{domain}/mailboxes/{user}',
    scheme: 'bearer',
    body: 'required',
    handle(call) {
      const active = call.body.optionalChoice('imap_active', ['yes', 'no']);
      const ox = new BodyFields(call.body.member('extras', 'ox'));
      const names = {
        givenName: ox.optionalText('given_name'),
        surName: ox.optionalText('sur_name'),
        displayName: ox.optionalText('display_name'),
      };
      call.body.end();
      ox.end();
      const domain = managedDomain(state, call);
      const user = call.params['user'] ?? '';
      changeMailbox(state, store, storedMailbox(state, domain, user), { names, active });
      return { status: 200, json: mailboxViewV2(findBox(state, domain.name, user)) };
    },
  },
];
