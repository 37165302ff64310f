/** The ends of a text as Python writes them, which JavaScript would take for letters. */
const ANCHORS: ReadonlyMap<string, string> = new Map([
  ['\\A', '^'],
  ['\\Z', '$'],
  ['\\z', '$'],
]);
/** Escaped letters that mean the same in both languages. */
const COMMON = /^\\[dDwWsSbBfnrtvxu]$/;
/** Parts that the two languages read differently: escapes, a bracket that opens a class or is in it, a bound without minimum. */
const TOKENS = /\\.|\[\^?\]|\{,(?=\d+\})/gs;

function translated(token: string): string {
  if (token === '{,') return '{0,';
  // Directly after the opening bracket, a closing one is a member of the class.
  if (token.startsWith('[')) return `${token.slice(0, -1)}\\]`;
  const anchor = ANCHORS.get(token);
  if (anchor === undefined && /[a-z]$/i.test(token) && !COMMON.test(token)) {
    throw new Error(`${token} is not understood in a regular expression`);
  }
  return anchor ?? token;
}

/**
 * A regular expression as Python has it. JavaScript itself refuses Python's other extensions: `(?i)`, `(?P<name>…)`.
 *
 * @throws Error when it means something else to JavaScript, or nothing
 */
export function pythonPattern(written: string): RegExp {
  if (/^r?(["']).*\1$/s.test(written))
    throw new Error(`must be a regular expression without quotes: ${written}`);
  return new RegExp(written.replace(TOKENS, translated));
}
