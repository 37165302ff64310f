import { queryClient, trpc } from '../../lib/trpc.ts';

/** Asks anew for what settling a difference changes: the others, and what waits for the mail service. */
export const lookAgain = (slug: string): Promise<unknown> =>
  Promise.all([
    queryClient.invalidateQueries(trpc.mailDrift.pathFilter()),
    queryClient.invalidateQueries(trpc.mailChanges.pathFilter()),
    queryClient.invalidateQueries({ queryKey: trpc.mailDomains.get.queryKey({ slug }) }),
  ]);
