import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import { type AnswerForm, readAnswer } from './answer-form.ts';
import type { TokenExchange } from './token-exchange.ts';

/** Introspects tokens whichever of several forms the answers come in, told by their type. */
export class AutoTokenIntrospector implements TokenIntrospector {
  readonly #exchange: TokenExchange;
  readonly #forms: readonly AnswerForm[];

  constructor(exchange: TokenExchange, forms: readonly AnswerForm[]) {
    this.#exchange = exchange;
    this.#forms = forms;
  }

  async introspect(token: string): Promise<Introspection> {
    return readAnswer(await this.#exchange.ask(token), this.#forms);
  }
}
