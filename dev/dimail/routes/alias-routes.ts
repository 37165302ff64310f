import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import type { Alias } from '../state/mailbox.ts';
import { managedName } from './known-domain.ts';

const view = ({ localPart, domain, destination, allowToSend }: Alias) => ({
  username: localPart,
  domain,
  destination,
  allow_to_send: allowToSend,
});

/** `/domains/{d}/aliases/` (contract/dimail.md section 9); like S, it does not ask whether the domain exists. */
export function aliasRoutes(state: DimailState): readonly Route[] {
  const select = (domain: string, user: string | null, destination: string | null) =>
    state.aliases.filter(
      (alias) =>
        alias.domain === domain &&
        (user ?? alias.localPart) === alias.localPart &&
        (destination ?? alias.destination) === alias.destination,
    );

  return [
    {
      method: 'GET',
      path: '/domains/{domain}/aliases/',
      scheme: 'bearer',
      handle(call) {
        const domain = managedName(state, call);
        const user = call.query.get('user_name');
        const destination = call.query.get('destination');
        if (destination !== null && user === null) {
          throw new Refusal(412, 'It is forbiden to only provide the destination in a request');
        }
        const found = select(domain, user, destination);
        if (destination !== null && found.length === 0) {
          throw new Refusal(404, 'Alias not found');
        }
        return { status: 200, json: found.map(view) };
      },
    },
    {
      method: 'POST',
      path: '/domains/{domain}/aliases/',
      scheme: 'bearer',
      body: 'required',
      handle(call) {
        const localPart = call.body.text('user_name');
        const destination = call.body.text('destination');
        const allowToSend = call.body.optionalBoolean('allow_to_send') ?? false;
        call.body.end();
        const domain = managedName(state, call);
        if (select(domain, localPart, destination).length > 0) {
          throw new Refusal(409, 'Alias already exists');
        }
        const alias = { localPart, domain, destination, allowToSend };
        state.aliases = [...state.aliases, alias];
        return { status: 201, json: view(alias) };
      },
    },
    {
      method: 'DELETE',
      path: '/domains/{domain}/aliases/{user}/{destination}',
      scheme: 'bearer',
      handle(call) {
        const domain = managedName(state, call);
        const { user = '', destination = '' } = call.params;
        // "all" is a keyword here: a literal destination of that name cannot be reached.
        const doomed = select(domain, user, destination === 'all' ? null : destination);
        if (doomed.length === 0) {
          throw new Refusal(404, 'Not found');
        }
        state.aliases = state.aliases.filter((alias) => !doomed.includes(alias));
        return { status: 204 };
      },
    },
  ];
}
