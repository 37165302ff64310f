import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';

/** One mailbox, kept up to date while it is looked at. */
export const useMailbox = (domainSlug: string, id: string) =>
  useQuery(trpc.mailboxes.get.queryOptions({ domainSlug, id }));
