import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
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
};

/** A typed client of all procedures, for a page or a program that has a session. */
export const createRegieClient = ({ url, csrfToken, headers }: Options): RegieClient =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: new URL('/trpc', url).href,
        maxItems: LARGEST_BATCH,
        headers: () => {
          const token = csrfToken();
          return { ...headers?.(), ...(token === undefined ? {} : { 'x-csrftoken': token }) };
        },
        fetch: (input, init) => fetch(input, { ...init, credentials: 'include' } as RequestInit),
      }),
    ],
  });
