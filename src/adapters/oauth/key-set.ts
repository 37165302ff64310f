import { createLocalJWKSet, decodeProtectedHeader, errors, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { unexpectedAnswer } from './server-failures.ts';

const MOST_KEYS = 100;
/** 8192 bits in base64url: larger keys only cost time. */
const LONGEST_MODULUS = 1366;
const ASYMMETRIC = ['RSA', 'EC', 'OKP'] as const;

const documentSchema = z.object({ keys: z.array(z.unknown()).max(MOST_KEYS) });
const keySchema = z.looseObject({
  kty: z.enum(ASYMMETRIC),
  n: z
    .string()
    .refine(({ length }) => length <= LONGEST_MODULUS)
    .optional(),
  kid: z.string().optional().catch(undefined),
});

/**
 * A published JSON Web Key Set (RFC 7517 section 5). A key is found by the `kid` of a token; a token without one, or a set
 * whose keys have none, leaves several that may have signed it.
 */
export class KeySet {
  readonly #keys: readonly JWK[];
  /** By `kid`; under undefined, all. What is looked for in a set is imported once. */
  readonly #finders = new Map<string | undefined, JWTVerifyGetKey>();

  private constructor(keys: readonly JWK[]) {
    this.#keys = keys;
  }

  /**
   * Keys we can make nothing of are left out, and so is a shared secret: published, it is worth nothing.
   *
   * @throws DomainError `identity_provider.unexpected` on what is no key set
   */
  static read(text: string): KeySet {
    let read: unknown;
    try {
      read = JSON.parse(text);
    } catch {
      throw unexpectedAnswer('key set: not JSON');
    }
    const document = documentSchema.safeParse(read);
    if (!document.success) throw unexpectedAnswer('key set: not a JSON Web Key Set');
    const keys = document.data.keys.flatMap((member) => keySchema.safeParse(member).data ?? []);
    return new KeySet(keys as JWK[]);
  }

  /** The key for a header, for `jwtVerify`. @throws errors.JOSEError when none, or more than one, is suitable */
  readonly find: JWTVerifyGetKey = (header, token) => {
    const { kid, ...unnamed } = header;
    return this.#finder(kid)(unnamed as typeof header, token);
  };

  /** Whether a key bears the `kid` of the token: then no other can have signed it. */
  names(jws: string): boolean {
    const { kid } = readHeader(jws);
    return kid !== undefined && this.#keys.some((key) => key.kid === kid);
  }

  #finder(kid: string | undefined): JWTVerifyGetKey {
    const named = kid === undefined ? this.#keys : this.#keys.filter((key) => key.kid === kid);
    const isNamed = named.length > 0;
    // A made-up `kid` must not fill the map: all of them lead to the keys without one.
    const name = isNamed ? kid : '';
    const known = this.#finders.get(name);
    if (known) return known;
    const keys = isNamed ? named : this.#keys.filter((key) => key.kid === undefined);
    const finder = createLocalJWKSet({ keys: [...keys] });
    this.#finders.set(name, finder);
    return finder;
  }
}

function readHeader(jws: string): { readonly kid?: string | undefined } {
  try {
    return decodeProtectedHeader(jws);
  } catch (error) {
    throw error instanceof errors.JOSEError ? error : new errors.JWSInvalid('Invalid header');
  }
}
