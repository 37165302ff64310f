import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { pageLanguage } from './page-language.ts';

const languageOf = (url: string, headers: Readonly<Record<string, string>> = {}, uiLocales?: string) => {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { url, headers: { 'accept-language': 'fr', ...headers } });
  return pageLanguage(request, 'fr-fr', uiLocales);
};
const CHOSEN = { cookie: 'regie_page_language=fr' };

it.each([
  ['the browser where nobody says anything', languageOf('/'), 'fr-fr'],
  ['the client', languageOf('/?ui_locales=de%20en-GB'), 'en-us'],
  ['the client, of a request that waits', languageOf('/', {}, 'en'), 'en-us'],
  [
    'the reader, who chooses now',
    languageOf('/?lang=fr&ui_locales=en', { 'accept-language': 'en' }),
    'fr-fr',
  ],
  ['the reader, who chose before', languageOf('/', CHOSEN, 'en'), 'fr-fr'],
  ['the reader, who changes their mind', languageOf('/?lang=en', CHOSEN), 'en-us'],
  [
    'no language that is not ours',
    languageOf('/?lang=de', { cookie: 'regie_page_language=de' }, 'en'),
    'en-us',
  ],
])('is that of %s', (_whose, language, expected) => {
  expect(language).toBe(expected);
});
