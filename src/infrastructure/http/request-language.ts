import type { IncomingMessage } from 'node:http';
import express from 'express';
import type { Language } from '../../domain/shared/language.ts';
import { cookieOf } from './cookies.ts';

const PREFIXES: readonly (readonly [string, Language])[] = [
  ['fr', 'fr-fr'],
  ['en', 'en-us'],
];

/** The language of ours that a language tag (RFC 5646) names, whatever region it names beside. */
export const languageOfTag = (tag: string): Language | undefined =>
  PREFIXES.find(
    ([prefix]) => tag.toLowerCase() === prefix || tag.toLowerCase().startsWith(`${prefix}-`),
  )?.[1];

/** What the request of any server accepts, most wanted first: it reads the header alone. */
const acceptedLanguages: (this: IncomingMessage) => string[] = express.request.acceptsLanguages;

/** The language of each header value: browsers send few different ones. */
const preferences = new Map<string, Language | undefined>();
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 256;

function preferred(request: IncomingMessage, header: string): Language | undefined {
  if (preferences.has(header)) return preferences.get(header);
  const tags = acceptedLanguages.call(request);
  // A client that takes any language gets the default one: its exclusions are ignored.
  const any = tags.indexOf('*');
  const language = (any < 0 ? tags : tags.slice(0, any)).map(languageOfTag).find(Boolean);
  if (preferences.size >= MOST_REMEMBERED) preferences.clear();
  if (header.length <= LONGEST_REMEMBERED) preferences.set(header, language);
  return language;
}

/**
 * The language of the answer: the cookie's, else the client's preference, else `fallback` (contract/rest-api.md 1.8).
 */
export function requestLanguage(request: IncomingMessage, fallback: Language): Language {
  const chosen = languageOfTag(cookieOf(request, 'django_language') ?? '');
  if (chosen) return chosen;
  const header = request.headers['accept-language'];
  if (header === undefined) return fallback;
  return preferred(request, header) ?? fallback;
}
