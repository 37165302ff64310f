export type IntrospectionOptions = Readonly<{
  /** Exactly as the authorization server writes it. */
  issuer: string;
  /** When absent, the authorization server is asked for it at first use (RFC 8414, OpenID Connect Discovery 1.0). */
  introspectionEndpoint?: string | undefined;
  /** Our own credentials as a resource server, sent in the form body. */
  clientId: string;
  clientSecret: string;
  /** The member of the answer that names the client to which the token was issued. */
  audienceClaim: 'client_id' | 'aud';
  /** How long one answer of the authorization server may take. */
  timeoutMs: number;
  /** Accepts `http:` addresses. For development. */
  allowInsecureHttp: boolean;
  /** Takes the place of the global `fetch`, to go through a proxy for example. */
  fetch?: typeof fetch | undefined;
}>;
