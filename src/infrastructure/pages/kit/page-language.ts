import type { IncomingMessage } from 'node:http';
import type { Language } from '../../../domain/shared/language.ts';
import { languageOfTag, requestLanguage } from '../../http/request-language.ts';
import { chosenLanguage } from './language-choice.ts';

const localesOf = ({ url = '' }: IncomingMessage): string | undefined =>
  new URLSearchParams(url.split('?', 2)[1] ?? '').get('ui_locales') ?? undefined;

/**
 * The language of a page: what the reader chose on one of ours, else the first of `ui_locales` (OpenID Connect Core
 * 3.1.2.1) that we speak, else what the browser prefers, else `stored`, that of whom the page is for.
 *
 * @param uiLocales language tags separated by spaces; usually those of the request's own address
 */
export function pageLanguage(
  request: IncomingMessage,
  stored: Language,
  uiLocales: string | undefined = localesOf(request),
): Language {
  const tags = (uiLocales ?? '').split(' ');
  return (
    chosenLanguage(request) ??
    tags.map(languageOfTag).find((language) => language !== undefined) ??
    requestLanguage(request, stored)
  );
}
