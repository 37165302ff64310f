import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';

const AGAIN_MS = 20_000;
const AGAIN_SOON_MS = 3_000;

/** One mailbox, kept up to date while it is looked at: more often while something waits for the mail service. */
export const useMailbox = (domainSlug: string, id: string) =>
  useQuery(
    trpc.mailboxes.get.queryOptions(
      { domainSlug, id },
      { refetchInterval: ({ state }) => (state.data?.waiting == null ? AGAIN_MS : AGAIN_SOON_MS) },
    ),
  );
