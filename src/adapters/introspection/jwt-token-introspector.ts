import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import type { Clock } from '../../application/shared/system.ts';
import { type AnswerForm, readAnswer } from './answer-form.ts';
import { type ExpectedMembers, interpretIntrospection } from './interpret-introspection.ts';
import type { JwtAnswerReader } from './jwt-answer-reader.ts';
import type { TokenExchange } from './token-exchange.ts';

type Deps = Readonly<{
  exchange: TokenExchange;
  answers: JwtAnswerReader;
  expected: Pick<ExpectedMembers, 'issuer' | 'audienceClaim' | 'ownNames'>;
  clock: Clock;
}>;

/** Introspects tokens where the answers are JWTs (RFC 9701), signed, or signed and then encrypted to us. */
export class JwtTokenIntrospector implements TokenIntrospector, AnswerForm {
  static readonly mediaType = 'application/token-introspection+jwt';
  readonly mediaType = JwtTokenIntrospector.mediaType;
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async introspect(token: string): Promise<Introspection> {
    return readAnswer(await this.#deps.exchange.ask(token), [this]);
  }

  async read(text: string): Promise<Introspection> {
    const { answers, expected, clock } = this.#deps;
    const members = await answers.read(text);
    // The issuer of the whole has been checked: the members about the token need not repeat it.
    return interpretIntrospection(members, { ...expected, isIssuerRequired: false, now: clock.now() });
  }
}
