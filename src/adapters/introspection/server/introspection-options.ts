import type { Dispatcher } from 'undici';
import type { DecryptionOptions } from './answer-decryptor.ts';

/** Which forms of answer are taken: plain JSON (RFC 7662), a JWT (RFC 9701), or whichever comes, told by its type. */
export type IntrospectionFormat = 'json' | 'jwt' | 'auto';

export type IntrospectionOptions = Readonly<{
  /** Exactly as the authorization server writes it. */
  issuer: string;
  /** When absent, the authorization server is asked for it at first use (RFC 8414, OpenID Connect Discovery 1.0). */
  introspectionEndpoint?: string | undefined;
  /** Where the authorization server publishes the keys of its signatures; found as the endpoint above when absent. */
  jwksEndpoint?: string | undefined;
  /** Our own credentials as a resource server, sent in the form body. */
  clientId: string;
  clientSecret: string;
  format: IntrospectionFormat;
  /** What `auto` asks for first; it takes the other all the same. */
  preferredFormat: 'json' | 'jwt';
  /** The only algorithms of signatures that are taken; asymmetric ones. */
  signingAlgorithms: readonly string[];
  /** Undefined where encrypted answers are not expected: none is taken then. */
  decryption: DecryptionOptions | undefined;
  /** The member of the answer that names the client to which the token was issued. */
  audienceClaim: 'client_id' | 'aud';
  /** Our client ids and our address: an audience that is one of them is whom a token is for, not who calls. */
  ownNames: readonly string[];
  /** How long one answer of the authorization server may take, from the first byte sent to the last received. */
  timeoutMs: number;
  /** Accepts `http:` addresses. For development. */
  allowInsecureHttp: boolean;
  /** Takes the place of our own pool of connections, to go through a proxy for example. */
  dispatcher?: Dispatcher | undefined;
}>;
