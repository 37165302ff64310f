import type { inferRouterInputs } from '@trpc/server';
import { queryClient, trpc } from '../../lib/trpc.ts';
import type { AppRouter } from '../../server/client.ts';
import type { Difference } from './difference.ts';

export type Wanted = Omit<inferRouterInputs<AppRouter>['mailDrift']['list'], 'page'>;

/** As many as the server gives at once. */
const PAGE_SIZE = 100;

/** The first `most` differences of a list, beyond the page that is shown. */
export async function loadAll(wanted: Wanted, most: number): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let page = 1; found.length < most; page += 1) {
    const { items } = await queryClient.fetchQuery(
      trpc.mailDrift.list.queryOptions({ ...wanted, page: { page, pageSize: PAGE_SIZE } }, { staleTime: 0 }),
    );
    found.push(...items);
    if (items.length < PAGE_SIZE) break;
  }
  return found.slice(0, most);
}
