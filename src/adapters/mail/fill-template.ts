/** Line breaks, other controls and marks that change the direction of text: replaced in every value. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `value` escaped for text and for quoted attributes. */
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
