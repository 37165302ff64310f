import { ClientSecretBasic, ClientSecretPost } from 'oauth4webapi';
import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import type { Clock } from '../../application/shared/system.ts';
import type { DomainError } from '../../domain/shared/errors.ts';
import { AnswerDecryptor } from '../oauth/answer-decryptor.ts';
import type { ClientAuthenticationMethod } from '../oauth/client-authentication.ts';
import { PublishedKeys } from '../oauth/published-keys.ts';
import { unexpectedAnswer } from '../oauth/server-failures.ts';
import { type AnswerForm, JSON_ANSWERS } from './answer-form.ts';
import { interpretIntrospection } from './interpret-introspection.ts';
import { JwtAnswerReader } from './jwt-answer-reader.ts';
import { AuthorizationServerConnection } from './server/authorization-server-connection.ts';
import { AuthorizationServerMetadata } from './server/authorization-server-metadata.ts';
import type { IntrospectionOptions } from './server/introspection-options.ts';

type Deps = {
  readonly options: IntrospectionOptions;
  readonly clock: Clock;
};

/** What proves to the introspection endpoint who asks. */
type Credentials = Readonly<{ headers: Readonly<Record<string, string>>; form: string }>;

const TELL_PAUSE_MS = 60_000;

const AUTHENTICATIONS = { client_secret_post: ClientSecretPost, client_secret_basic: ClientSecretBasic };

/** What the content of an encrypted answer may call itself: a JWT, or that one in particular (RFC 9701 section 5). */
const ENCRYPTED_TYPES = [undefined, 'jwt', 'token-introspection+jwt', 'application/token-introspection+jwt'];

/**
 * Introspects tokens at the authorization server (RFC 7662 section 2.1), on connections of its own. It accepts the
 * configured formats, distinguished by media type, and needs the server only once it is asked.
 */
export class ConnectedTokenIntrospector implements TokenIntrospector {
  readonly #deps: Deps;
  readonly #connection: AuthorizationServerConnection;
  readonly #metadata: AuthorizationServerMetadata;
  /** The preferred format first. */
  readonly #forms: readonly AnswerForm[];
  #clockDifferenceToldAt = Number.NEGATIVE_INFINITY;
  readonly #credentials: Readonly<Record<ClientAuthenticationMethod, Credentials>>;

  constructor(deps: Deps) {
    const { options, clock } = deps;
    this.#deps = deps;
    this.#connection = new AuthorizationServerConnection(options, clock);
    const connection = this.#connection;
    this.#metadata = new AuthorizationServerMetadata({ options, connection, clock, onStale: this.#onStale });
    this.#forms = this.#formsTaken();
    this.#credentials = {
      client_secret_post: this.#proof('client_secret_post'),
      client_secret_basic: this.#proof('client_secret_basic'),
    };
  }

  async introspect(token: string): Promise<Introspection> {
    // No server issues an empty token.
    if (token === '') return { active: false };
    const { options, clock } = this.#deps;
    const { url, authentication } = await this.#metadata.introspection();
    const { headers, form: proof } = this.#credentials[authentication];
    const body = `${new URLSearchParams({ token })}${proof === '' ? '' : `&${proof}`}`;
    const answer = await this.#connection.exchange(url, { method: 'POST', headers, body });
    // The server refuses our credentials or our request; an unknown token is no error (RFC 7662 section 2.2).
    if (answer.status !== 200) throw unexpectedAnswer(`status ${answer.status}`);
    const form = this.#forms.find(({ mediaType }) => mediaType === answer.mediaType);
    if (!form) throw unexpectedAnswer('an answer of another type than we take');
    const members = await form.readMembers(answer.text);
    const { issuer, audienceClaim, ownNames } = options;
    return interpretIntrospection(members, {
      issuer,
      isIssuerRequired: !form.provesIssuer,
      audienceClaim,
      ownNames,
      now: clock.now(),
      onClockDifference: (difference) => this.#tellClockDifference(difference),
    });
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Once a minute: while our clock or the server's is off, each new token says the same. */
  #tellClockDifference(difference: string): void {
    const now = this.#deps.clock.now().getTime();
    if (now - this.#clockDifferenceToldAt < TELL_PAUSE_MS) return;
    this.#clockDifferenceToldAt = now;
    this.#deps.options.logger.warn(
      'the authorization server calls a token active that our clock would refuse',
      {
        difference,
      },
    );
  }

  /** What goes with every question, made once. */
  #proof(method: ClientAuthenticationMethod): Credentials {
    const { issuer, clientId, clientSecret } = this.#deps.options;
    const headers = new Headers({
      accept: this.#forms.map(({ mediaType }, rank) => mediaType + (rank > 0 ? ';q=0.5' : '')).join(', '),
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    const form = new URLSearchParams();
    AUTHENTICATIONS[method](clientSecret)({ issuer }, { client_id: clientId }, form, headers);
    return { headers: Object.fromEntries(headers), form: form.toString() };
  }

  readonly #onStale = (failure: DomainError): void =>
    this.#deps.options.logger.warn(
      'the authorization server cannot be asked; what it said of itself before counts',
      {},
      failure,
    );

  #formsTaken(): readonly AnswerForm[] {
    const { format, preferredFormat } = this.#deps.options;
    if (format === 'json') return [JSON_ANSWERS];
    const jwt = this.#jwtAnswers();
    if (format === 'jwt') return [jwt];
    return preferredFormat === 'jwt' ? [jwt, JSON_ANSWERS] : [JSON_ANSWERS, jwt];
  }

  #jwtAnswers(): AnswerForm {
    const { options, clock } = this.#deps;
    const { issuer, clientId, signingAlgorithms, decryption } = options;
    return new JwtAnswerReader({
      keys: new PublishedKeys({ fetch: () => this.#metadata.keySet(), clock, onStale: this.#onStale }),
      decryptor: decryption && new AnswerDecryptor(decryption, ENCRYPTED_TYPES),
      clock,
      expected: { issuer, clientId, algorithms: signingAlgorithms },
    });
  }
}
