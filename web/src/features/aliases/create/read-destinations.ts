/** Addresses between angle brackets, as programs for mail copy them with a name before. */
const NAMED = /<\s*([^<>\s]+@[^<>\s]+)\s*>/g;
const QUOTED = /"[^"]*"/g;

/** The addresses in a text that somebody pasted: commas, semicolons, lines and spaces are between them. */
export function readDestinations(text: string): readonly string[] {
  const found = text
    .replace(QUOTED, ' ')
    .split(/[,;\r\n]+/)
    .flatMap((part) => {
      const named = [...part.matchAll(NAMED)].map(([, address = '']) => address);
      return named.length > 0 ? named : part.split(/\s+/);
    })
    .map((word) => word.replace(/^mailto:/i, '').replace(/^[<(]+|[>).:]+$/g, ''))
    .filter((word) => word !== '');
  return [...new Set(found)];
}

/** Whether what is typed so far ends with an address that is whole: something that separates comes after it. */
export const endsWithDestination = (text: string): boolean =>
  /[,;\n]\s*$/.test(text) || /^\s*\S+@\S+\.\S+\s$/.test(text);
