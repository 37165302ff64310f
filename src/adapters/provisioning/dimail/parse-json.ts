/** The JSON value of a body, undefined when it is not JSON, which every schema then refuses. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The answer of a proxy or of an uncaught failure: text or HTML.
    return undefined;
  }
}
