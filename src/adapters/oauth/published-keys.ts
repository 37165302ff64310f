import { setTimeout as wait } from 'node:timers/promises';
import { errors, type JWTPayload, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import type { Clock } from '../../application/shared/system.ts';
import type { DomainError } from '../../domain/shared/errors.ts';
import { KeptAnswer } from './kept-answer.ts';
import { KeySet } from './key-set.ts';
import { unavailable, unexpectedAnswer } from './server-failures.ts';

const USUAL_LIFETIME_MS = 600_000;
const SHORTEST_LIFETIME_MS = 60_000;
const LONGEST_LIFETIME_MS = 3_600_000;
/** Pause between two looks for an unknown key, so that forged tokens do not make us flood the server. */
const LOOK_PAUSE_MS = 2_000;

type Deps = {
  /** The published key set. @throws DomainError when it cannot be had */
  readonly fetch: () => Promise<Readonly<{ text: string; cacheControl: string }>>;
  readonly clock: Clock;
  readonly onStale?: (failure: DomainError) => void;
};

/** What to do about a key that is not known yet while the last look for one is not two seconds ago. */
type Patience = 'wait' | 'try_again';

/**
 * The public keys of a server's signatures: kept as long as it says (between a minute and an hour) and beyond while it is
 * down, and looked for again when a token was signed with none of them, at most once in two seconds.
 */
export class PublishedKeys {
  readonly #kept: KeptAnswer<KeySet>;

  constructor({ fetch, clock, onStale }: Deps) {
    this.#kept = new KeptAnswer({
      ask: async () => {
        const { text, cacheControl } = await fetch();
        return { value: KeySet.read(text), lifetimeMs: lifetimeOf(cacheControl) };
      },
      clock,
      ...(onStale ? { onStale } : {}),
    });
  }

  /**
   * Verifies a signed JWT with the key that its `kid` names, or else with each that may be meant (OpenID Connect Core 1.0
   * section 10.1 wants a `kid` where there are several keys; not every provider knows).
   *
   * @throws DomainError of `fetch`; `identity_provider.unavailable` with `try_again`, when the key is unknown and may be
   *   looked for in a moment only
   * @throws errors.JOSEError of `jose` when the token fails a check
   */
  async verify<Claims = JWTPayload>(
    jws: string,
    options: JWTVerifyOptions,
    patience: Patience,
  ): Promise<JWTVerifyResult<Claims>> {
    const before = this.#kept.known;
    const known = await this.#kept.get();
    try {
      return await verifyWith<Claims>(known, jws, options);
    } catch (error) {
      const isJustRead = known !== before;
      if (isJustRead || !mayBeOfAnotherKey(error, known, jws)) throw error;
    }
    return verifyWith<Claims>(await this.#look(patience), jws, options);
  }

  async #look(patience: Patience): Promise<KeySet> {
    const pauseMs = LOOK_PAUSE_MS - this.#kept.ageMs;
    if (pauseMs > 0 && patience === 'try_again') {
      throw unavailable('signed with an unknown key, just after the keys were read', LOOK_PAUSE_MS / 1000);
    }
    if (pauseMs > 0) await wait(Math.min(pauseMs, LOOK_PAUSE_MS));
    return this.#kept.renew();
  }
}

async function verifyWith<Claims>(
  keys: KeySet,
  jws: string,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult<Claims>> {
  try {
    return await jwtVerify<Claims>(jws, keys.find, options);
  } catch (error) {
    // A key that is none makes the cryptography throw errors of its own.
    if (!(error instanceof errors.JOSEError)) throw unexpectedAnswer('its signature cannot be checked');
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return await jwtVerify<Claims>(jws, key, options);
      } catch (failure) {
        const isOfAnother = failure instanceof errors.JWSSignatureVerificationFailed;
        // A key that is too short, or none, has signed nothing.
        if (failure instanceof errors.JOSEError && !isOfAnother) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** Keys without `kid` can only be tried one by one, so that a wrong signature may also mean a new key. */
const mayBeOfAnotherKey = (error: unknown, keys: KeySet, jws: string): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  (error instanceof errors.JWSSignatureVerificationFailed && !keys.names(jws));

function lifetimeOf(cacheControl: string): number {
  const [, seconds] = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl) ?? [];
  if (seconds === undefined) return USUAL_LIFETIME_MS;
  return Math.min(Math.max(Number(seconds) * 1000, SHORTEST_LIFETIME_MS), LONGEST_LIFETIME_MS);
}
