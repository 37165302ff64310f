/** What an access token may be made of in an `Authorization` header (RFC 6750, 2.1: `b64token`). */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Longest token that is looked at; real ones are far below. */
export const BEARER_MAX_LENGTH = 8192;

/** Whether `value` can be an access token at all. */
export const isBearerToken = (value: string): boolean =>
  value.length <= BEARER_MAX_LENGTH && TOKEN.test(value);

/**
 * The token that some services wrap in base64 once more (contract/resource-server.md section 3, step 2); undefined when
 * `value` is not strict base64 of something that can be a token. Any opaque token may look so by accident, which is why
 * the value itself is always tried first.
 */
export function unwrappedBearer(value: string): string | undefined {
  if (!isBearerToken(value) || !BASE64.test(value)) return undefined;
  const decoded = atob(value);
  return isBearerToken(decoded) ? decoded : undefined;
}
