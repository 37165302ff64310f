/**
 * An answer of a token endpoint with the `token_type` that RFC 6749 section 5.1 requires and some providers omit. Such
 * providers only issue bearer tokens.
 */
export async function withTokenType(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  return new Response(response.status === 200 ? completed(text) : text, { status, headers });
}

function completed(text: string): string {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not JSON: the library reports that.
    return text;
  }
  if (typeof answer !== 'object' || answer === null || !('access_token' in answer)) return text;
  return JSON.stringify({ token_type: 'Bearer', ...answer });
}
