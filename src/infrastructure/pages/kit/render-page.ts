import type { Language } from '../../../domain/shared/language.ts';
import { Html, html } from './html.ts';
import { STYLE_SHEET } from './style-sheet.ts';

export type Page = Readonly<{
  language: Language;
  /** What it is about, also in the title of the window. */
  heading: string;
  body: Html;
}>;

/** Ours, with nothing in it that a reader gave. */
const STYLE = new Html(`<style>${STYLE_SHEET}</style>`);
const NAME = 'La Régie';
const TEXTS: Readonly<Record<Language, { readonly by: string }>> = {
  'en-us': { by: 'La Régie manages mailboxes for public administrations.' },
  'fr-fr': { by: 'La Régie gère les boîtes mail des administrations publiques.' },
};

/** A whole document that works without scripts, images and anything else that is not in it. */
export const renderPage = ({ language, heading, body }: Page): string =>
  html`<!doctype html>
<html lang="${language.slice(0, 2)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${heading} – ${NAME}</title>
${STYLE}
</head>
<body>
<header>${NAME}</header>
<main>
<h1>${heading}</h1>
${body}
</main>
<footer>${TEXTS[language].by}</footer>
</body>
</html>
`.text;
