/** Under this name the id token passes the library unread: we verify it ourselves. */
export const UNVERIFIED_ID_TOKEN = 'unverified_id_token';

/**
 * The answer of a token endpoint with the members that we use, so that no other one, whatever it holds, ends a sign-in:
 * providers are known for an empty `refresh_token` or a `null`. The id token goes under another name. A `token_type` that
 * is left out, although RFC 6749 section 5.1 requires it, can only mean the bearer token that every such provider issues.
 */
export async function withUsedMembers(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  return new Response(response.status === 200 ? used(text) : text, { status, headers });
}

function used(text: string): string {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not JSON: the library says so.
    return text;
  }
  if (typeof answer !== 'object' || answer === null || !('access_token' in answer)) return text;
  const type = 'token_type' in answer ? answer.token_type : undefined;
  return JSON.stringify({
    access_token: answer.access_token,
    token_type: type === null || type === undefined || type === '' ? 'Bearer' : type,
    ...('id_token' in answer ? { [UNVERIFIED_ID_TOKEN]: answer.id_token } : {}),
  });
}
