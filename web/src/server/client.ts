/** The server's router, as types, and the client that calls it. */
export {
  type AppRouter,
  createRegieClient,
  type ErrorCode,
} from '../../../src/infrastructure/trpc/client.ts';
