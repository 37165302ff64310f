import { queryClient, trpc } from '../../lib/trpc.ts';

/** Asks again for what a change of aliases shows in. */
export function refreshAliases(): void {
  void queryClient.invalidateQueries(trpc.aliases.pathFilter());
  void queryClient.invalidateQueries(trpc.mailChanges.list.pathFilter());
}
