import type { Dispatcher } from 'undici';
import type { Logger } from '../../../application/shared/logger.ts';
import type { DecryptionOptions } from '../../oauth/answer-decryptor.ts';
import type { ClientAuthentication } from '../../oauth/client-authentication.ts';

/** Accepted formats of answers: plain JSON (RFC 7662), a JWT (RFC 9701), or either, distinguished by media type. */
export type IntrospectionFormat = 'json' | 'jwt' | 'auto';

export type IntrospectionOptions = Readonly<{
  /** Exactly as the authorization server writes it. */
  issuer: string;
  /** When absent, the authorization server is asked for it at first use (RFC 8414, OpenID Connect Discovery 1.0). */
  introspectionEndpoint?: string | undefined;
  /** Where the authorization server publishes its signing keys; when absent, found as the endpoint above. */
  jwksEndpoint?: string | undefined;
  /** Our own credentials as a resource server. */
  clientId: string;
  clientSecret: string;
  /** How they go to the introspection endpoint. */
  clientAuthentication: ClientAuthentication;
  format: IntrospectionFormat;
  /** The format that `auto` requests; it also accepts the other. */
  preferredFormat: 'json' | 'jwt';
  /** The only accepted signature algorithms; asymmetric ones. */
  signingAlgorithms: readonly string[];
  /** Undefined: encrypted answers are refused. */
  decryption: DecryptionOptions | undefined;
  /** The member of the answer that identifies the client to which the token was issued. */
  audienceClaim: 'client_id' | 'aud';
  /** Our client ids and our address: an audience that is one of them is the token's recipient, not the caller. */
  ownNames: readonly string[];
  /** How long one answer of the authorization server may take, from the first byte sent to the last received. */
  timeoutMs: number;
  /** Accepts `http:` addresses. For development. */
  allowInsecureHttp: boolean;
  logger: Pick<Logger, 'warn'>;
  /** Replaces our own pool of connections, for example to use a proxy. */
  dispatcher?: Dispatcher | undefined;
}>;
