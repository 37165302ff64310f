import { cutText, isLongerThan } from '../shared/text-length.ts';

/** Longest quotation of a request's value, in characters. */
const LONGEST = 200;

/** Deepest level of a value that a quotation shows. */
const DEEPEST = 3;

const quoted = (text: string): string =>
  text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;

function write(value: unknown, depth: number): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(cutText(value, LONGEST));
  if (typeof value !== 'object') return String(value);
  if (depth === DEEPEST) return '...';
  if (Array.isArray(value)) {
    return `[${value
      .slice(0, LONGEST)
      .map((item) => write(item, depth + 1))
      .join(', ')}]`;
  }
  const members = Object.entries(value).slice(0, LONGEST);
  return `{${members.map(([key, member]) => `${quoted(key)}: ${write(member, depth + 1)}`).join(', ')}}`;
}

/** A JSON value as the contract's validation messages quote it, in Python's notation (contract/rest-api.md 2.7), cut. */
export function pythonText(value: unknown): string {
  const text = write(value, 0);
  return isLongerThan(text, LONGEST) ? `${cutText(text, LONGEST)}...` : text;
}
