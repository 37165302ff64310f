import type { IncomingMessage } from 'node:http';
import type { Language } from '../../domain/shared/language.ts';
import { cookieOf } from './cookies.ts';

const PREFIXES: readonly (readonly [string, Language])[] = [
  ['fr', 'fr-fr'],
  ['en', 'en-us'],
];

const known = (tag: string): Language | undefined =>
  PREFIXES.find(
    ([prefix]) => tag.toLowerCase() === prefix || tag.toLowerCase().startsWith(`${prefix}-`),
  )?.[1];

/** Tags of an `Accept-Language` header, best first (RFC 9110, 12.5.4); those with `q=0` are left out. */
const acceptedTags = (header: string): string[] =>
  header
    .split(',')
    .map((item, index) => {
      const [tag = '', ...parameters] = item.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([0-9.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality), index };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
    .map(({ tag }) => tag);

/** What headers came to: browsers send few different ones, again and again. */
const preferences = new Map<string, Language | undefined>();
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 256;

function preferred(header: string): Language | undefined {
  if (preferences.has(header)) return preferences.get(header);
  const tags = acceptedTags(header);
  // Whoever takes any language gets the usual one: what they would rather not have does not matter.
  const any = tags.indexOf('*');
  const language = (any < 0 ? tags : tags.slice(0, any)).map(known).find(Boolean);
  if (preferences.size >= MOST_REMEMBERED) preferences.clear();
  if (header.length <= LONGEST_REMEMBERED) preferences.set(header, language);
  return language;
}

/** The language to answer in: the cookie, else what the client accepts, else `fallback` (contract/rest-api.md 1.8). */
export function requestLanguage(request: IncomingMessage, fallback: Language): Language {
  const chosen = known(cookieOf(request, 'django_language') ?? '');
  if (chosen) return chosen;
  const header = request.headers['accept-language'];
  if (header === undefined) return fallback;
  return preferred(header) ?? fallback;
}
