/** Breaks of line, other controls and marks that turn the direction of the text: never part of a value. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `value` as it is written between tags and inside quoted attributes. */
export const escapeHtml = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/**
 * `template` with each `{{name}}` replaced by the value of that name, on one line, written by `encode`.
 * A value that looks like a variable stays as it is.
 *
 * @throws Error if a variable has no value
 */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, string>>,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replace(/\{\{([\w.]+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The variable ${name} has no value`);
    return encode(value.replace(UNPRINTABLE, ' '));
  });
}
