/** Characters of an access token in an `Authorization` header (RFC 6750, 2.1: `b64token`). */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Longest token that is parsed, in characters; real tokens are far shorter. */
export const BEARER_MAX_LENGTH = 8192;

/** Whether `value` can be an access token at all. */
export const isBearerToken = (value: string): boolean =>
  value.length <= BEARER_MAX_LENGTH && TOKEN.test(value);

/**
 * The token inside a value that some services encode in base64 once more (contract/resource-server.md section 3, step
 * 2); undefined when `value` is not strict base64 of a possible token. An opaque token may look like base64 by accident,
 * so callers try `value` itself first.
 */
export function unwrappedBearer(value: string): string | undefined {
  if (!isBearerToken(value) || !BASE64.test(value)) return undefined;
  const decoded = atob(value);
  return isBearerToken(decoded) ? decoded : undefined;
}
