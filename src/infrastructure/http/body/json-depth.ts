/** Deepest nesting of arrays and objects in JSON from outside; our own bodies stay below ten. */
export const DEEPEST_JSON = 50;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether JSON, as UTF-8, nests deeper than {@link DEEPEST_JSON}. Check it before parsing: a parser blocks the event
 * loop for seconds over a megabyte of brackets. It makes one pass, which stops as soon as the answer is known; invalid
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

/** As `isNestedTooDeeply`, for JSON in a string. */
export const isTextNestedTooDeeply = (json: string): boolean =>
  json.length > DEEPEST_JSON && isNestedTooDeeply(Buffer.from(json));

/** Position of the quote that ends the text begun at `start`; the end of the input when there is none. */
function endOfText(json: Uint8Array, start: number): number {
  let end = json.indexOf(QUOTE, start + 1);
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1);
  return end < 0 ? json.length : end;
}

/** Whether an odd number of backslashes precedes the position. */
function isEscaped(json: Uint8Array, at: number): boolean {
  let first = at;
  while (first > 0 && json[first - 1] === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}
