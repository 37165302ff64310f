import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { type AppRouter, createRegieClient } from '../server/client.ts';
import { isUnattended } from './attendance.ts';
import { csrfToken } from './csrf-token.ts';
import { isSignedOut, mayPass } from './failure.ts';
import { noteRequestId } from './latest-request.ts';
import { sessionHasEnded } from './session-end.ts';

const MOST_TRIES = 2;
const FRESH_MS = 10_000;

/** A request of a page that was signed in tells that the session has ended; before, nobody is signed in yet. */
const noteEndOfSession = (error: unknown): void => {
  if (isSignedOut(error) && wasSignedIn()) sessionHasEnded.set(true);
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteEndOfSession }),
  mutationCache: new MutationCache({ onError: noteEndOfSession }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < MOST_TRIES && mayPass(error),
    },
    // A change that nobody watches any more is not sent later, when the network is back.
    mutations: { networkMode: 'always', retry: false },
  },
});

/** The server’s procedures as functions. */
export const regie = createRegieClient({
  url: window.location.origin,
  csrfToken,
  isUnattended,
  onAnswer: noteRequestId,
});

/** The server's procedures, as options of queries and mutations. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: regie, queryClient });

const wasSignedIn = (): boolean => queryClient.getQueryData(trpc.users.me.queryKey()) !== undefined;
