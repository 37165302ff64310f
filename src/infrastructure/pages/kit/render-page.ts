import type { Language } from '../../../domain/shared/language.ts';
import { Html, html } from './html.ts';
import { type PageLook, STATEMENT_PATH } from './page-look.ts';
import { PAGE_TEXTS } from './page-texts.ts';

export type Page = Readonly<{
  language: Language;
  /** What it is about, also in the title of the window. */
  heading: string;
  body: Html;
  /** Whether what somebody sent was not taken: the title of the window says so first. */
  hasProblem?: boolean;
  /** Address of ours that the browser goes on to at once. */
  goesOnTo?: string;
  /** Path of a module of ours without which the page can be used as well. */
  script?: string | undefined;
}>;

function footer({ name, links, conformity }: PageLook, language: Language): Html {
  const texts = PAGE_TEXTS[language];
  const shown = [
    [links.help, texts.help],
    [links.legal, texts.legal],
    [links.accessibility ?? STATEMENT_PATH, texts.accessibility[conformity]],
  ].filter((link): link is [string, string] => link[0] !== undefined);
  const items = shown.map(([address, label]) => html`<li><a href="${address}">${label}</a></li>`);
  return html`<footer>
<p>${texts.by(name)}</p>
<nav aria-label="${texts.links}"><ul>${items}</ul></nav>
</footer>`;
}

/**
 * A whole document that works without scripts and loads nothing but the logo, and a script of ours where it has one.
 *
 * @param sheet a style sheet of ours, with nothing in it that a reader gave
 * @param languages links to the same page in other languages
 */
export const renderPage = (
  { language, heading, body, hasProblem = false, goesOnTo, script }: Page,
  look: PageLook,
  sheet: string,
  languages: readonly Html[] = [],
): string =>
  html`<!doctype html>
<html lang="${language.slice(0, 2)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
${goesOnTo === undefined ? undefined : html`<meta http-equiv="refresh" content="0; url=${goesOnTo}">`}
<title>${hasProblem ? PAGE_TEXTS[language].errorInTitle : undefined}${heading} – ${look.name}</title>
${new Html(`<style>${sheet}</style>`)}
${script === undefined ? undefined : html`<script type="module" src="${script}"></script>`}
</head>
<body>
<header>${look.logo === undefined ? undefined : html`<img src="${look.logo}" alt="">`}<span>${look.name}</span>${languages}</header>
<main>
<h1>${heading}</h1>
${body}
</main>
${footer(look, language)}
</body>
</html>
`.text;
