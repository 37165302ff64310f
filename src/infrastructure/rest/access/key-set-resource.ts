import { z } from 'zod';
import type { RestPath } from '../serving/route.ts';

/** A public key in the form of RFC 7517. */
export type PublicKey = Readonly<Record<string, unknown>>;

const KEY_SET_LIFETIME_SECONDS = 600;

const keySetSchema = z
  .object({
    keys: z.array(
      z.looseObject({ kty: z.string(), kid: z.string(), use: z.literal('enc'), alg: z.string() }),
    ),
  })
  .meta({ id: 'KeySet' });

/**
 * The public keys with which the authorization server encrypts its introspection answers (contract/resource-server.md
 * section 5). Unusable keys are refused at the start, so here the only failure is to have none.
 */
export const makeKeySetResource = (keys: readonly PublicKey[]): readonly RestPath[] => [
  {
    path: '/jwks',
    tag: 'resource server',
    caller: 'ignored',
    operations: {
      GET: {
        operationId: 'jwks',
        summary: 'The public keys to encrypt introspection answers with (RFC 7517)',
        success: { status: 200, schema: keySetSchema },
        ownFailures: { 500: z.object({ error: z.string() }) },
        handle: async () =>
          keys.length === 0
            ? {
                status: 500,
                headers: { 'Cache-Control': 'no-store' },
                body: { error: 'OIDC_RS_PRIVATE_KEY_STR setting is missing or empty.' },
              }
            : {
                status: 200,
                headers: { 'Cache-Control': `public, max-age=${KEY_SET_LIFETIME_SECONDS}` },
                body: { keys },
              },
      },
    },
  },
];
