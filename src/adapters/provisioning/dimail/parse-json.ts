/** The JSON value of a body; undefined when it is not JSON, which every schema refuses. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The body is text or HTML, from a proxy or an uncaught failure.
    return undefined;
  }
}
