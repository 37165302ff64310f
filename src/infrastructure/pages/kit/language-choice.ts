import type { IncomingMessage } from 'node:http';
import { stringifySetCookie } from 'cookie';
import type { Language } from '../../../domain/shared/language.ts';
import { cookieOf } from '../../http/cookies.ts';
import { languageOfTag } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';

/** The parameter of an address in which a reader asks for a page in another language. */
const PARAMETER = 'lang';
const COOKIE = 'regie_page_language';
const WORDS: readonly string[] = ['done', 'next'];

/** Each language in its own words. */
const NAMES: Readonly<Record<Language, string>> = { 'fr-fr': 'Français', 'en-us': 'English' };
const LANGUAGES: readonly Language[] = ['fr-fr', 'en-us'];

/** The language as a tag (RFC 5646). */
const tagOf = (language: Language): string => language.slice(0, 2);

type Asking = IncomingMessage & Readonly<{ originalUrl?: string }>;

const parametersOf = ({ originalUrl, url = '' }: Asking): URLSearchParams =>
  new URLSearchParams((originalUrl ?? url).split('?').slice(1).join('?'));

const askedFor = (request: Asking): Language | undefined =>
  languageOfTag(parametersOf(request).get(PARAMETER) ?? '');

/** The language that the reader chose on a page of ours: with this request, or before it in this browser. */
export const chosenLanguage = (request: Asking): Language | undefined =>
  askedFor(request) ?? languageOfTag(cookieOf(request, COOKIE) ?? '');

/** What makes the browser keep a choice, until it is closed; undefined where the request makes none. */
export function choiceCookie(request: Asking, { secure }: { readonly secure: boolean }): string | undefined {
  const language = askedFor(request);
  return (
    language &&
    stringifySetCookie({
      name: COOKIE,
      value: tagOf(language),
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
    })
  );
}

/** Whether the same page comes again when its address is asked for: not after a form, nor where a request was refused. */
const isAskedAgain = ({ method }: Asking, status: number): boolean =>
  method === 'POST' ? status > 400 && status < 500 : status < 400;

/** Parameters of ours that are words, such as where a sign-in leads: they say nothing that others may not know. */
const isWord = ([name, value]: readonly [string, string]): boolean =>
  WORDS.includes(name) && /^[a-zA-Z-]{1,30}$/.test(value);

/**
 * A link to the same page in each other language. An address with other parameters, such as the token of a link in a mail,
 * is repeated nowhere: such a page has the language that it was sent in.
 */
export function languageLinks(
  request: Asking,
  { language, status }: { readonly language: Language; readonly status: number },
): readonly Html[] {
  const kept = [...parametersOf(request)].filter(([name]) => name !== PARAMETER);
  if (!isAskedAgain(request, status) || !kept.every(isWord)) return [];
  return LANGUAGES.filter((other) => other !== language).map((other) => {
    const tag = tagOf(other);
    const query = new URLSearchParams([...kept, [PARAMETER, tag]]);
    return html`<a class="language" href="?${query.toString()}" lang="${tag}" hreflang="${tag}">${NAMES[other]}</a>`;
  });
}
