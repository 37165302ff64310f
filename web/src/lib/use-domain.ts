import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../server/client.ts';
import { trpc } from './trpc.ts';

/** A mail domain as the signed-in person sees it. */
export type Domain = inferRouterOutputs<AppRouter>['mailDomains']['get'];

/** The domain that the address names. */
export function useDomainQuery() {
  const { slug } = useParams({ strict: false });
  if (slug === undefined) throw new Error('useDomainQuery is called where the address names no domain');
  return useQuery(trpc.mailDomains.get.queryOptions({ slug }));
}

/** The same, inside of pages that have it. */
export function useDomain(): Domain {
  const { data } = useDomainQuery();
  if (data === undefined) throw new Error('useDomain is called before the page has its domain');
  return data;
}
