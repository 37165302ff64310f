import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../server/client.ts';
import { trpc } from './trpc.ts';

/** A mail domain as the signed-in person sees it. */
export type Domain = inferRouterOutputs<AppRouter>['mailDomains']['get'];

const route = getRouteApi('/people/domains/$slug');

/** The domain that the address names. */
export function useDomainQuery() {
  const { slug } = route.useParams();
  return useQuery(trpc.mailDomains.get.queryOptions({ slug }));
}

/** The same, on pages inside the domain's, which has it. */
export function useDomain(): Domain {
  const { data } = useDomainQuery();
  if (data === undefined) throw new Error('useDomain is called outside the page of a domain');
  return data;
}
