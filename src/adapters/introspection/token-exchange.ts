import type {
  AuthorizationServerConnection,
  ServerAnswer,
} from './server/authorization-server-connection.ts';
import type { AuthorizationServerMetadata } from './server/authorization-server-metadata.ts';
import { unexpectedAnswer } from './server/introspection-failures.ts';

type Deps = Readonly<{
  connection: AuthorizationServerConnection;
  metadata: AuthorizationServerMetadata;
  /** Our own as a resource server, sent in the form body. */
  credentials: Readonly<{ clientId: string; clientSecret: string }>;
}>;

/** Asks the authorization server about tokens (RFC 7662 section 2.1), in whichever form the answer is wanted. */
export class TokenExchange {
  readonly #connection: AuthorizationServerConnection;
  readonly #metadata: AuthorizationServerMetadata;
  readonly #credentials: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** @param accept media types of the answers that are taken, as in the header of that name */
  constructor({ connection, metadata, credentials }: Deps, accept: string) {
    this.#connection = connection;
    this.#metadata = metadata;
    const { clientId: client_id, clientSecret: client_secret } = credentials;
    this.#credentials = new URLSearchParams({ client_id, client_secret }).toString();
    this.#headers = { accept, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  }

  /**
   * The answer about a token; undefined for an empty one, which no server has issued.
   *
   * @throws DomainError of the `TokenIntrospector` port
   */
  async ask(token: string): Promise<ServerAnswer | undefined> {
    if (token === '') return undefined;
    const url = await this.#metadata.endpoint('introspection_endpoint');
    const body = `${new URLSearchParams({ token })}&${this.#credentials}`;
    const answer = await this.#connection.exchange(url, { method: 'POST', headers: this.#headers, body });
    // Our credentials or our request are wrong; an unknown token is no error (RFC 7662 section 2.2).
    if (answer.status !== 200) throw unexpectedAnswer(`status ${answer.status}`);
    return answer;
  }
}
