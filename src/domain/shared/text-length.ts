/**
 * How long texts are, in the characters that people, the contract and the storage count: Unicode code points.
 * `String.length` counts UTF-16 units, of which a character beyond the basic plane takes two.
 */

/** The number of characters of a text. */
export function textLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Whether a text has more than `max` characters; how long it really is costs nothing. */
export const isLongerThan = (text: string, max: number): boolean =>
  // A text has at most as many characters as units, and at least half as many.
  text.length > max && (text.length > 2 * max || textLength(text) > max);

/** The first `max` characters of a text, or all of it. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  return [...text.slice(0, 2 * max)].slice(0, max).join('');
}
