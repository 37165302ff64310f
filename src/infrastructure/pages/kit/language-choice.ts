import type { IncomingMessage } from 'node:http';
import { stringifySetCookie } from 'cookie';
import type { Language } from '../../../domain/shared/language.ts';
import { cookieOf } from '../../http/cookies.ts';
import { languageOfTag } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';

/** The parameter of an address in which a reader asks for a page in another language. */
const PARAMETER = 'lang';
const COOKIE = 'regie_page_language';

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

/**
 * A link to the same page in each other language. A page that answers a form and shows it no more has none: its address
 * leads elsewhere.
 */
export function languageLinks(
  request: Asking,
  { language, status }: { readonly language: Language; readonly status: number },
): readonly Html[] {
  if (request.method === 'POST' && status < 400) return [];
  return LANGUAGES.filter((other) => other !== language).map((other) => {
    const parameters = parametersOf(request);
    parameters.set(PARAMETER, tagOf(other));
    const tag = tagOf(other);
    return html`<a class="language" href="?${parameters.toString()}" lang="${tag}" hreflang="${tag}">${NAMES[other]}</a>`;
  });
}
