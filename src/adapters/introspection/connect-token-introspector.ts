import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import type { Clock } from '../../application/shared/system.ts';
import { AutoTokenIntrospector } from './auto-token-introspector.ts';
import { JsonTokenIntrospector } from './json-token-introspector.ts';
import { JwtAnswerReader } from './jwt-answer-reader.ts';
import { JwtTokenIntrospector } from './jwt-token-introspector.ts';
import { AnswerDecryptor } from './server/answer-decryptor.ts';
import { AuthorizationServerConnection } from './server/authorization-server-connection.ts';
import { AuthorizationServerKeys } from './server/authorization-server-keys.ts';
import { AuthorizationServerMetadata } from './server/authorization-server-metadata.ts';
import type { IntrospectionOptions } from './server/introspection-options.ts';
import { TokenExchange } from './token-exchange.ts';

export type ConnectedTokenIntrospector = TokenIntrospector & {
  /** Ends the connections kept open. */
  close(): Promise<void>;
};

const JSON_TYPE = JsonTokenIntrospector.mediaType;
const JWT_TYPE = JwtTokenIntrospector.mediaType;

/** The introspector of the form configured, on connections of its own. Needs the authorization server up only when asked. */
export function connectTokenIntrospector(deps: {
  readonly options: IntrospectionOptions;
  readonly clock: Clock;
}): ConnectedTokenIntrospector {
  const connection = new AuthorizationServerConnection(deps.options);
  const introspector = introspectorOn(connection, deps);
  return {
    introspect: (token): Promise<Introspection> => introspector.introspect(token),
    close: () => connection.close(),
  };
}

function introspectorOn(
  connection: AuthorizationServerConnection,
  { options, clock }: { readonly options: IntrospectionOptions; readonly clock: Clock },
): TokenIntrospector {
  const { issuer, clientId, clientSecret, audienceClaim, ownNames, format, preferredFormat } = options;
  const metadata = new AuthorizationServerMetadata(options, connection);
  const exchangeFor = (accept: string) =>
    new TokenExchange({ connection, metadata, credentials: { clientId, clientSecret } }, accept);
  const expected = { issuer, audienceClaim, ownNames };
  const json = () => new JsonTokenIntrospector({ exchange: exchangeFor(JSON_TYPE), expected, clock });
  const jwt = () =>
    new JwtTokenIntrospector({
      exchange: exchangeFor(JWT_TYPE),
      answers: new JwtAnswerReader({
        keys: new AuthorizationServerKeys({ metadata, connection, clock }),
        decryptor: options.decryption && new AnswerDecryptor(options.decryption),
        clock,
        expected: { issuer, clientId, algorithms: options.signingAlgorithms },
      }),
      expected,
      clock,
    });
  if (format === 'json') return json();
  if (format === 'jwt') return jwt();
  const [first, second] = preferredFormat === 'jwt' ? [JWT_TYPE, JSON_TYPE] : [JSON_TYPE, JWT_TYPE];
  return new AutoTokenIntrospector(exchangeFor(`${first}, ${second};q=0.5`), [json(), jwt()]);
}
