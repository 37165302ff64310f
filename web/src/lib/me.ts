import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../server/client.ts';
import { trpc } from './trpc.ts';

export type Me = inferRouterOutputs<AppRouter>['users']['me'];

/** The signed-in person: asked for once, since what they may do with an object comes with the object. */
export const useMeQuery = () =>
  useQuery(trpc.users.me.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));

/** The signed-in person, on pages that only they see. */
export function useMe(): Me {
  const { data } = useMeQuery();
  if (data === undefined) throw new Error('useMe is called where nobody is signed in');
  return data;
}
