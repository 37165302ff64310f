/** Ways to send our client secret to a token or introspection endpoint (RFC 6749 section 2.3.1). */
export const CLIENT_AUTHENTICATION_METHODS = ['client_secret_post', 'client_secret_basic'] as const;
export type ClientAuthenticationMethod = (typeof CLIENT_AUTHENTICATION_METHODS)[number];

/** One of them, or whichever the server's metadata asks for. */
export type ClientAuthentication = 'auto' | ClientAuthenticationMethod;

/**
 * How the secret goes to a server that lists these methods in its metadata (`token_endpoint_auth_methods_supported`,
 * RFC 8414 section 2). It is posted where that is listed and where nothing is, although a missing list is to be read as
 * HTTP Basic: that is how installations of the reference are registered. HTTP Basic is for servers that list it and do not
 * list the other.
 */
export function clientAuthenticationMethod(
  configured: ClientAuthentication,
  listed: unknown,
): ClientAuthenticationMethod {
  if (configured !== 'auto') return configured;
  const methods: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const isBasicOnly = methods.includes('client_secret_basic') && !methods.includes('client_secret_post');
  return isBasicOnly ? 'client_secret_basic' : 'client_secret_post';
}
