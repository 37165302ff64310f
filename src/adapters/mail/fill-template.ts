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

/** Signs after which mail programs see an address, and make a link of it: dots as browsers take them, `@`, `:` of schemes. */
const BEFORE_ADDRESS = /([.\u3002\uff0e\uff61@:])(?=\S)/gu;
/** Nothing to see, and no part of any address. */
const NON_JOINER = '\u200c';

/** The text, which reads the same, and which no mail program takes for the address of a page or of a mailbox. */
export const withoutLinks = (value: string): string => value.replace(BEFORE_ADDRESS, `$1${NON_JOINER}`);

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
