import { Refusal } from '../http/refusal.ts';
import type { Call, Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { emailOf } from '../state/mailbox.ts';
import type { MailboxStore } from '../state/mailbox-store.ts';
import { managedDomain, managedName } from './known-domain.ts';
import { changeMailbox, storedMailbox } from './mailbox-change.ts';
import { findBox, listBoxes, mailboxView } from './mailbox-view.ts';

const ITEM = '/domains/{domain}/mailboxes/{user}';

/** `/domains/{d}/mailboxes/` and its items (contract/dimail.md section 7). */
export function mailboxRoutes(state: DimailState, store: MailboxStore): readonly Route[] {
  const view = ({ params: { domain = '', user = '' } }: Call) =>
    mailboxView(state, domain, findBox(state, domain, user));

  /** Moving to another domain is not built in dimail; it still tests the target first. */
  const refuseMove = ({ caller }: Call, target: string): never => {
    if (!state.mayManage(caller, target)) {
      throw new Refusal(403, 'Permission denied');
    }
    throw state.domains.has(target)
      ? new Refusal(422, 'Not yet implemented')
      : new Refusal(404, 'Target domain not found');
  };

  return [
    {
      method: 'GET',
      path: '/domains/{domain}/mailboxes/',
      scheme: 'bearer',
      handle(call) {
        const { name } = managedDomain(state, call);
        return { status: 200, json: listBoxes(state, name).map((box) => mailboxView(state, name, box)) };
      },
    },
    {
      method: 'POST',
      path: ITEM,
      scheme: 'bearer',
      body: 'required',
      handle(call) {
        const { body, params } = call;
        const names = {
          givenName: body.text('givenName'),
          surName: body.text('surName'),
          displayName: body.text('displayName'),
        };
        body.end();
        const domain = state.domains.get(managedName(state, call, 'Permisison denied'));
        if (!domain) {
          throw new Error('creation in an unknown domain');
        }
        const { mailbox, password } = store.create(domain.name, params['user'] ?? '', names);
        const email = emailOf(mailbox.localPart, mailbox.domain);
        return { status: 201, json: { email, password, uuid: mailbox.uuid } };
      },
    },
    {
      method: 'GET',
      path: ITEM,
      scheme: 'bearer',
      handle(call) {
        managedDomain(state, call);
        return { status: 200, json: view(call) };
      },
    },
    {
      method: 'PATCH',
      path: ITEM,
      scheme: 'bearer',
      body: 'required',
      handle(call) {
        const { body, params } = call;
        const names = {
          givenName: body.optionalText('givenName'),
          surName: body.optionalText('surName'),
          displayName: body.optionalText('displayName'),
        };
        const active = body.optionalChoice('active', ['yes', 'no']);
        const target = body.optionalText('domain');
        const newName = body.optionalText('user_name');
        body.end();
        const domain = managedDomain(state, call);
        if (target !== undefined) {
          refuseMove(call, target);
        }
        const mailbox = storedMailbox(state, domain, params['user'] ?? '');
        if (newName !== undefined) {
          throw new Refusal(422, 'Not yet implemented');
        }
        if (domain.contextName !== null && state.openXchange.contextNameOf(domain.name) === undefined) {
          throw new Refusal(404, 'Domain not found in open-xchange');
        }
        changeMailbox(state, store, mailbox, { names, active });
        return { status: 200, json: view(call) };
      },
    },
    {
      method: 'DELETE',
      path: ITEM,
      scheme: 'bearer',
      handle(call) {
        const { localPart, domain } = storedMailbox(
          state,
          managedDomain(state, call),
          call.params['user'] ?? '',
        );
        store.remove(domain, localPart);
        return { status: 204 };
      },
    },
  ];
}
