import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';

/** The alias of the address that a mailbox has, or is to have; undefined when there is none, or that is not known yet. */
export function useAliasOf(domainSlug: string, localPart: string) {
  const { data } = useQuery(
    trpc.aliases.byLocalPart.queryOptions(
      { domainSlug, localPart: localPart.toLowerCase() },
      { enabled: localPart.trim() !== '' },
    ),
  );
  return data?.items[0];
}
