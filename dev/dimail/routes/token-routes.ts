import type { BearerTokens } from '../http/bearer-tokens.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { mayAny } from '../state/dimail-user.ts';

/** `GET /token/` (contract/dimail.md section 3). */
export const tokenRoutes = (state: DimailState, tokens: BearerTokens): readonly Route[] => [
  {
    method: 'GET',
    path: '/token/',
    scheme: 'basic',
    async handle({ caller, query }) {
      const subject = query.get('username') ?? caller.name;
      if (subject !== caller.name) {
        if (!mayAny('manage_users')(caller)) {
          throw new Refusal(403, 'Permission denied');
        }
        if (!state.users.has(subject)) {
          throw new Refusal(404, 'User not found');
        }
      }
      return { status: 200, json: { access_token: await tokens.issue(subject), token_type: 'bearer' } };
    },
  },
];
