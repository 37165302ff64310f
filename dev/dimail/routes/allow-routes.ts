import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { isAdmin } from '../state/dimail-user.ts';

/** `/allows/`: which user manages which domain (contract/dimail.md section 5). */
export function allowRoutes(state: DimailState): readonly Route[] {
  const common = { scheme: 'basic', allows: isAdmin } as const;

  const ensureKnown = (user: string, domain: string): void => {
    if (!state.users.has(user)) {
      throw new Refusal(404, 'User not found');
    }
    if (!state.domains.has(domain)) {
      throw new Refusal(404, 'Domain not found');
    }
  };

  return [
    {
      ...common,
      method: 'GET',
      path: '/allows/',
      handle({ query }) {
        const username = query.get('username');
        const wanted = query.get('domain');
        const allows = state.allows.filter(
          ({ user, domain }) => (username ?? user) === user && (wanted ?? domain) === domain,
        );
        return { status: 200, json: allows };
      },
    },
    {
      ...common,
      method: 'POST',
      path: '/allows/',
      body: 'required',
      handle({ body }) {
        const user = body.text('user');
        const domain = body.text('domain');
        body.end();
        ensureKnown(user, domain);
        if (state.isAllowed(user, domain)) {
          throw new Refusal(409, 'Domain already allowed for this user');
        }
        state.allows = [...state.allows, { user, domain }];
        return { status: 201, json: { user, domain } };
      },
    },
    {
      ...common,
      method: 'DELETE',
      path: '/allows/{domain}/{user}',
      handle({ params: { domain = '', user = '' } }) {
        ensureKnown(user, domain);
        if (!state.isAllowed(user, domain)) {
          throw new Refusal(404, 'Queried user does not have permissions for this domain.');
        }
        state.allows = state.allows.filter((allow) => allow.user !== user || allow.domain !== domain);
        return { status: 204 };
      },
    },
  ];
}
