import { queryClient, trpc } from '../../lib/trpc.ts';

/** Asks again for all that shows mailboxes of a domain, after one has changed. */
export function refreshMailboxes(slug: string): void {
  void queryClient.invalidateQueries(trpc.mailboxes.pathFilter());
  void queryClient.invalidateQueries(trpc.mailChanges.list.pathFilter());
  void queryClient.invalidateQueries(trpc.mailDomains.get.queryFilter({ slug }));
}
