import { errors } from 'jose';
import type { Clock } from '../../application/shared/system.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../../domain/access/clock-tolerance.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { AnswerDecryptor } from '../oauth/answer-decryptor.ts';
import { clockDifference } from '../oauth/clock-difference.ts';
import { readCompactHeader } from '../oauth/compact-header.ts';
import type { PublishedKeys } from '../oauth/published-keys.ts';
import { unexpectedAnswer } from '../oauth/server-failures.ts';
import type { AnswerForm } from './answer-form.ts';

/** Greatest age of an answer, in seconds; older ones may be replayed. */
const FRESH_SECONDS = 60;
const SIGNED_PARTS = 3;
const ENCRYPTED_PARTS = 5;

type Deps = {
  readonly keys: PublishedKeys;
  /** Undefined when encrypted answers are not configured. */
  readonly decryptor: AnswerDecryptor | undefined;
  readonly clock: Clock;
  readonly expected: {
    readonly issuer: string;
    readonly clientId: string;
    readonly algorithms: readonly string[];
  };
};

/**
 * Reads introspection answers that are JWTs (RFC 9701 section 5): signed, or signed and then encrypted to us. It uses
 * `jose` directly: `oauth4webapi` accepts one algorithm only, fetches keys on its own and reads the clock of the
 * machine.
 */
export class JwtAnswerReader implements AnswerForm {
  readonly mediaType = 'application/token-introspection+jwt';
  readonly provesIssuer = true;
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * The members of an answer whose issuer, recipient, age, type and signature are right.
   *
   * @throws DomainError of the `TokenIntrospector` port
   */
  async readMembers(answer: string): Promise<unknown> {
    const jws = partsOf(answer) === ENCRYPTED_PARTS ? await this.#open(answer) : answer;
    if (partsOf(jws) !== SIGNED_PARTS) throw unexpectedAnswer('not a signed JWT');
    return this.#verify(jws);
  }

  #open(jwe: string): Promise<string> {
    const { decryptor } = this.#deps;
    if (!decryptor) throw unexpectedAnswer('encrypted, and we have no key');
    return decryptor.open(jwe);
  }

  async #verify(jws: string): Promise<unknown> {
    const { keys, clock, expected } = this.#deps;
    const { alg } = readCompactHeader(jws.slice(0, jws.indexOf('.')));
    if (!expected.algorithms.includes(alg)) throw unexpectedAnswer('signed with another algorithm');
    const now = clock.now();
    const options = {
      algorithms: [...expected.algorithms],
      typ: 'token-introspection+jwt',
      issuer: expected.issuer,
      audience: expected.clientId,
      requiredClaims: ['token_introspection'],
      // Also requires `iat`, and refuses one in the future.
      maxTokenAge: FRESH_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    };
    try {
      const { payload } = await keys.verify(jws, options, 'try_again');
      return payload['token_introspection'];
    } catch (error) {
      throw error instanceof DomainError ? error : unexpectedAnswer(reasonOf(error, now));
    }
  }
}

const partsOf = (compact: string): number => compact.split('.', ENCRYPTED_PARTS + 1).length;

/** Which check failed, and by how much where it was one of a time. */
function reasonOf(error: unknown, now: Date): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
    const difference = clockDifference(error, now);
    return `${error.code}: ${error.claim} ${error.reason}${difference === undefined ? '' : `; ${difference}`}`;
  }
  return error instanceof errors.JOSEError ? error.code : 'its signature cannot be checked';
}
