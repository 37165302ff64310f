import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import type { Clock } from '../../application/shared/system.ts';
import { type AnswerForm, readAnswer } from './answer-form.ts';
import { type ExpectedMembers, interpretIntrospection } from './interpret-introspection.ts';
import { unexpectedAnswer } from './server/introspection-failures.ts';
import type { TokenExchange } from './token-exchange.ts';

type Deps = Readonly<{
  exchange: TokenExchange;
  expected: Pick<ExpectedMembers, 'issuer' | 'audienceClaim' | 'ownNames'>;
  clock: Clock;
}>;

/**
 * Introspects tokens where the answers are JSON (RFC 7662). Nothing but the connection proves who made them, so each
 * active one has to name the issuer (contract/resource-server.md section 3, step 5).
 */
export class JsonTokenIntrospector implements TokenIntrospector, AnswerForm {
  static readonly mediaType = 'application/json';
  readonly mediaType = JsonTokenIntrospector.mediaType;
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async introspect(token: string): Promise<Introspection> {
    return readAnswer(await this.#deps.exchange.ask(token), [this]);
  }

  read(text: string): Introspection {
    const { expected, clock } = this.#deps;
    return interpretIntrospection(parse(text), { ...expected, isIssuerRequired: true, now: clock.now() });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unexpectedAnswer('not JSON');
  }
}
