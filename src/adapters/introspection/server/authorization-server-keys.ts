import { createLocalJWKSet, errors, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../application/shared/system.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { AuthorizationServerConnection } from './authorization-server-connection.ts';
import type { AuthorizationServerMetadata } from './authorization-server-metadata.ts';
import { unexpectedAnswer } from './introspection-failures.ts';

const USUAL_LIFETIME_MS = 600_000;
const SHORTEST_LIFETIME_MS = 60_000;
const LONGEST_LIFETIME_MS = 3_600_000;
/** Pause between two requests for keys, so that made-up key ids do not make us flood the authorization server. */
const COOLDOWN_MS = 30_000;
const MOST_KEYS = 100;
/** 8192 bits in base64url: larger keys only cost time. */
const LONGEST_MODULUS = 1366;
const ASYMMETRIC = ['RSA', 'EC', 'OKP'];

type KeySet = Readonly<{ find: JWTVerifyGetKey; freshUntil: number }>;

const keySetSchema = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), n: z.string().optional() })).max(MOST_KEYS),
});

/**
 * The public signing keys of the authorization server: cached as long as its answer allows (between a minute and an
 * hour), requested again for an unknown key id but at most once in thirty seconds, and used beyond their lifetime while
 * the server is down. Concurrent requests are made once.
 */
export class AuthorizationServerKeys {
  readonly #metadata: AuthorizationServerMetadata;
  readonly #connection: AuthorizationServerConnection;
  readonly #clock: Clock;
  #known: KeySet | undefined;
  #lastAskedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<KeySet> | undefined;

  constructor(deps: {
    metadata: AuthorizationServerMetadata;
    connection: AuthorizationServerConnection;
    clock: Clock;
  }) {
    this.#metadata = deps.metadata;
    this.#connection = deps.connection;
    this.#clock = deps.clock;
  }

  /**
   * Finds the key of a signature by the `kid` and `alg` of its header; without `kid`, exactly one key must be suitable.
   *
   * @throws DomainError of the `TokenIntrospector` port when there are no keys at all
   * @throws errors.JOSEError of `jose` when none, or more than one, is suitable
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = await this.#usable();
    try {
      return await known.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.#mayAsk()) throw error;
    }
    return (await this.#refreshed(known)).find(header, token);
  };

  async #usable(): Promise<KeySet> {
    const known = this.#known;
    if (!known) return this.#ask();
    if (this.#clock.now().getTime() < known.freshUntil || !this.#mayAsk()) return known;
    return this.#refreshed(known);
  }

  /** New keys, or the known ones while the server gives none. */
  #refreshed(known: KeySet): Promise<KeySet> {
    return this.#ask().catch((error: unknown) => {
      if (error instanceof DomainError) return known;
      throw error;
    });
  }

  #mayAsk(): boolean {
    return this.#asking !== undefined || this.#clock.now().getTime() - this.#lastAskedAt >= COOLDOWN_MS;
  }

  #ask(): Promise<KeySet> {
    this.#asking ??= this.#fetch().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #fetch(): Promise<KeySet> {
    const now = this.#clock.now().getTime();
    // Without any keys each call must ask; the connection's breaker limits that.
    if (this.#known) this.#lastAskedAt = now;
    const url = await this.#metadata.endpoint('jwks_uri');
    const headers = { accept: 'application/jwk-set+json, application/json' };
    const { status, text, cacheControl } = await this.#connection.exchange(url, { method: 'GET', headers });
    if (status !== 200) throw unexpectedAnswer(`key set: status ${status}`);
    const find = createLocalJWKSet({ keys: readKeys(text) });
    this.#lastAskedAt = now;
    this.#known = { find, freshUntil: now + lifetimeOf(cacheControl) };
    return this.#known;
  }
}

function readKeys(text: string): JWK[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw unexpectedAnswer('key set: not JSON');
  }
  const parsed = keySetSchema.safeParse(read);
  if (!parsed.success) throw unexpectedAnswer('key set: not a JSON Web Key Set');
  // A shared secret in a published key set is no secret.
  return parsed.data.keys.filter(
    ({ kty, n = '' }) => ASYMMETRIC.includes(kty) && n.length <= LONGEST_MODULUS,
  ) as JWK[];
}

function lifetimeOf(cacheControl: string): number {
  const [, seconds] = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl) ?? [];
  if (seconds === undefined) return USUAL_LIFETIME_MS;
  return Math.min(Math.max(Number(seconds) * 1000, SHORTEST_LIFETIME_MS), LONGEST_LIFETIME_MS);
}
