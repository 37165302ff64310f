import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import type { Clock } from '../../application/shared/system.ts';
import { type AnswerForm, JSON_ANSWERS } from './answer-form.ts';
import { interpretIntrospection } from './interpret-introspection.ts';
import { JwtAnswerReader } from './jwt-answer-reader.ts';
import { AnswerDecryptor } from './server/answer-decryptor.ts';
import { AuthorizationServerConnection } from './server/authorization-server-connection.ts';
import { AuthorizationServerKeys } from './server/authorization-server-keys.ts';
import { AuthorizationServerMetadata } from './server/authorization-server-metadata.ts';
import { unexpectedAnswer } from './server/introspection-failures.ts';
import type { IntrospectionOptions } from './server/introspection-options.ts';

/**
 * Introspects tokens at the authorization server (RFC 7662 section 2.1), on connections of its own. It accepts the
 * configured formats, distinguished by media type, and needs the server only once it is asked.
 */
export class ConnectedTokenIntrospector implements TokenIntrospector {
  readonly #options: IntrospectionOptions;
  readonly #clock: Clock;
  readonly #connection: AuthorizationServerConnection;
  readonly #metadata: AuthorizationServerMetadata;
  /** The preferred format first. */
  readonly #forms: readonly AnswerForm[];
  readonly #headers: Readonly<Record<string, string>>;
  /** Our credentials as a resource server, sent in the form body. */
  readonly #credentials: string;

  constructor({ options, clock }: { readonly options: IntrospectionOptions; readonly clock: Clock }) {
    this.#options = options;
    this.#clock = clock;
    this.#connection = new AuthorizationServerConnection(options, clock);
    this.#metadata = new AuthorizationServerMetadata(options, this.#connection);
    this.#forms = this.#formsTaken();
    this.#headers = {
      accept: this.#forms.map(({ mediaType }, rank) => mediaType + (rank > 0 ? ';q=0.5' : '')).join(', '),
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    };
    const { clientId: client_id, clientSecret: client_secret } = options;
    this.#credentials = new URLSearchParams({ client_id, client_secret }).toString();
  }

  async introspect(token: string): Promise<Introspection> {
    // No server issues an empty token.
    if (token === '') return { active: false };
    const url = await this.#metadata.endpoint('introspection_endpoint');
    const body = `${new URLSearchParams({ token })}&${this.#credentials}`;
    const answer = await this.#connection.exchange(url, { method: 'POST', headers: this.#headers, body });
    // The server refuses our credentials or our request; an unknown token is no error (RFC 7662 section 2.2).
    if (answer.status !== 200) throw unexpectedAnswer(`status ${answer.status}`);
    const form = this.#forms.find(({ mediaType }) => mediaType === answer.mediaType);
    if (!form) throw unexpectedAnswer('an answer of another type than we take');
    const members = await form.readMembers(answer.text);
    const { issuer, audienceClaim, ownNames } = this.#options;
    return interpretIntrospection(members, {
      issuer,
      isIssuerRequired: !form.provesIssuer,
      audienceClaim,
      ownNames,
      now: this.#clock.now(),
    });
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #formsTaken(): readonly AnswerForm[] {
    const { format, preferredFormat } = this.#options;
    if (format === 'json') return [JSON_ANSWERS];
    const jwt = this.#jwtAnswers();
    if (format === 'jwt') return [jwt];
    return preferredFormat === 'jwt' ? [jwt, JSON_ANSWERS] : [JSON_ANSWERS, jwt];
  }

  #jwtAnswers(): AnswerForm {
    const { issuer, clientId, signingAlgorithms, decryption } = this.#options;
    const clock = this.#clock;
    return new JwtAnswerReader({
      keys: new AuthorizationServerKeys({ metadata: this.#metadata, connection: this.#connection, clock }),
      decryptor: decryption && new AnswerDecryptor(decryption),
      clock,
      expected: { issuer, clientId, algorithms: signingAlgorithms },
    });
  }
}
