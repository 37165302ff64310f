/** Arrays and objects inside one another that JSON from outside may have at most; nothing we read has ten. */
export const DEEPEST_JSON = 50;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether JSON, as UTF-8, nests deeper than {@link DEEPEST_JSON}. To be asked before anything parses it: a parser holds
 * the event loop for seconds over a megabyte of brackets. One pass, which stops where the answer is known; what is no
 * JSON is left for the parser to refuse.
 */
export function isNestedTooDeeply(json: Uint8Array): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) at = endOfText(json, at);
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST_JSON) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

/** The same for JSON that is text already. */
export const isTextNestedTooDeeply = (json: string): boolean =>
  json.length > DEEPEST_JSON && isNestedTooDeeply(Buffer.from(json));

/** Where the quote is that ends the text begun at `start`; the end of all when there is none. */
function endOfText(json: Uint8Array, start: number): number {
  let end = json.indexOf(QUOTE, start + 1);
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1);
  return end < 0 ? json.length : end;
}

/** An odd number of backslashes stands before it. */
function isEscaped(json: Uint8Array, at: number): boolean {
  let first = at;
  while (first > 0 && json[first - 1] === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}
