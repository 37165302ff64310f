import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import type { AppRouter } from './app-router.ts';
import { LARGEST_BATCH } from './procedure/largest-batch.ts';

export type { ErrorCode } from '../../domain/shared/errors.ts';
export type { AppRouter } from './app-router.ts';
export type RegieClient = TRPCClient<AppRouter>;

type Options = {
  /** Address of Régie, such as `https://regie.example.fr`. */
  readonly url: string;
  /** Value of the `csrftoken` cookie; read before each call, since a sign-in changes it. */
  readonly csrfToken: () => string | undefined;
  /** Headers of a program that manages its cookies itself; a browser needs none. */
  readonly headers?: () => Record<string, string>;
  /** Whether a page asks by itself, while nobody is at it: this does not count as use of the session. */
  readonly isUnattended?: () => boolean;
  /** Told of each answer, such as for the id under which the server's log has it (`X-Request-ID`). */
  readonly onAnswer?: (response: Response) => void;
};

/**
 * A typed client of all procedures, for a page or a program that has a session. Subscriptions are for pages: they need the
 * `EventSource` of browsers.
 */
export const createRegieClient = ({
  url,
  csrfToken,
  headers,
  isUnattended,
  onAnswer,
}: Options): RegieClient =>
  createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url: new URL('/trpc', url).href,
          eventSourceOptions: { withCredentials: true },
        }),
        false: httpBatchLink({
          url: new URL('/trpc', url).href,
          maxItems: LARGEST_BATCH,
          headers: () => {
            const token = csrfToken();
            return {
              ...headers?.(),
              ...(token === undefined ? {} : { 'x-csrftoken': token }),
              ...(isUnattended?.() === true ? { 'x-unattended': '1' } : {}),
            };
          },
          fetch: async (input, init) => {
            const response = await fetch(input, { ...init, credentials: 'include' } as RequestInit);
            onAnswer?.(response);
            return response;
          },
        }),
      }),
    ],
  });
