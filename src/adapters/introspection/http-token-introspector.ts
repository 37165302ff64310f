import type { Clock } from '../../application/ports/system.ts';
import type { Introspection, TokenIntrospector } from '../../application/ports/token-introspector.ts';
import { AnswerDecryptor } from './answer-decryptor.ts';
import { AuthorizationServerConnection, type ServerAnswer } from './authorization-server-connection.ts';
import { AuthorizationServerKeys } from './authorization-server-keys.ts';
import { AuthorizationServerMetadata } from './authorization-server-metadata.ts';
import { interpretIntrospection } from './interpret-introspection.ts';
import { unexpectedAnswer } from './introspection-failures.ts';
import type { IntrospectionOptions } from './introspection-options.ts';
import { JwtAnswerReader } from './jwt-answer-reader.ts';

const JSON_TYPE = 'application/json';
const JWT_TYPE = 'application/token-introspection+jwt';

type Deps = { readonly options: IntrospectionOptions; readonly clock: Clock };
type ReadAnswer = (text: string) => unknown;

/**
 * Introspects tokens over HTTP. Answers are JSON (RFC 7662) or JWTs (RFC 9701), as the format configured has it. Needs the
 * authorization server up only when asked.
 */
export class HttpTokenIntrospector implements TokenIntrospector {
  readonly #options: IntrospectionOptions;
  readonly #clock: Clock;
  readonly #connection: AuthorizationServerConnection;
  readonly #metadata: AuthorizationServerMetadata;
  readonly #readers: ReadonlyMap<string, ReadAnswer>;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #credentials: string;

  constructor({ options, clock }: Deps) {
    this.#options = options;
    this.#clock = clock;
    this.#connection = new AuthorizationServerConnection(options);
    this.#metadata = new AuthorizationServerMetadata(options, this.#connection);
    this.#readers = this.#makeReaders();
    this.#headers = {
      accept: acceptOf(options),
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    };
    const { clientId: client_id, clientSecret: client_secret } = options;
    this.#credentials = new URLSearchParams({ client_id, client_secret }).toString();
  }

  async introspect(token: string): Promise<Introspection> {
    if (token === '') return { active: false };
    const url = await this.#metadata.endpoint('introspection_endpoint');
    const body = `${new URLSearchParams({ token })}&${this.#credentials}`;
    const answer = await this.#connection.exchange(url, { method: 'POST', headers: this.#headers, body });
    const { issuer, audienceClaim } = this.#options;
    const members = await this.#read(answer);
    return interpretIntrospection(members, { issuer, audienceClaim, now: this.#clock.now() });
  }

  /** Ends the connections kept open. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #read({ status, mediaType, text }: ServerAnswer): unknown {
    // Our credentials or our request are wrong; an unknown token is no error (RFC 7662 section 2.2).
    if (status !== 200) throw unexpectedAnswer(`status ${status}`);
    const read = this.#readers.get(mediaType);
    if (!read) throw unexpectedAnswer('an answer of another type than we take');
    return read(text);
  }

  #makeReaders(): ReadonlyMap<string, ReadAnswer> {
    const { issuer, clientId, format, signingAlgorithms: algorithms, decryption } = this.#options;
    const readers = new Map<string, ReadAnswer>();
    if (format !== 'jwt') readers.set(JSON_TYPE, readJson);
    if (format !== 'json') {
      const jwt = new JwtAnswerReader({
        keys: new AuthorizationServerKeys({
          metadata: this.#metadata,
          connection: this.#connection,
          clock: this.#clock,
        }),
        decryptor: decryption && new AnswerDecryptor(decryption),
        clock: this.#clock,
        expected: { issuer, clientId, algorithms },
      });
      readers.set(JWT_TYPE, (text) => jwt.read(text));
    }
    return readers;
  }
}

function acceptOf({ format, preferredFormat }: IntrospectionOptions): string {
  if (format === 'json') return JSON_TYPE;
  if (format === 'jwt') return JWT_TYPE;
  return preferredFormat === 'jwt' ? `${JWT_TYPE}, ${JSON_TYPE};q=0.5` : `${JSON_TYPE}, ${JWT_TYPE};q=0.5`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unexpectedAnswer('not JSON');
  }
}
