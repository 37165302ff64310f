import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/client.ts';

export type Needs = inferRouterOutputs<AppRouter>['overview']['needs'];
export type Need<Kind extends keyof Needs> = Needs[Kind]['items'][number];

/** How many needs there are, those that are not shown included. */
export const countOf = ({ domains, invitations, waiting, drift }: Needs): number =>
  domains.total + invitations.total + waiting.total + drift.total;
