/** Masks inside a text: `[NON-DIFFUSIBLE] (LE FOURNIL)`, `[ND]`, and "information non diffusée" without brackets. */
const CONTAINS_MASK = /\[\s*n\.?\s*d\.?\s*\]|\bnon[\s_-]*diffus(?:ible|é|ée|e|ee)s?(?!\p{L})/iu;
/** A text that is wholly in square brackets, which no name is. */
const IN_BRACKETS = /^\[[^\]]*\]$/u;
/** A mask of which the brackets were lost, or signs in its place. */
const BARE_MASK = /^(?:n\.?d\.?|n\/a|x{2,}|[*#]+|[-–.]{0,3})$/iu;

/** Whether a text that the directory publishes, on one line, replaces a name that the unit asked not to disclose. */
export const isMasked = (text: string): boolean =>
  CONTAINS_MASK.test(text) || IN_BRACKETS.test(text) || BARE_MASK.test(text);
