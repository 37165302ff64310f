import { createHash } from 'node:crypto';
import { escapeHtml } from '../../src/adapters/mail/fill-template.ts';
import type { CaughtMail } from './caught-mail.ts';
import { type PageLanguage, pageTexts } from './page-texts.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --accent: light-dark(#000091, #aab8ff); }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
h1 { margin: 0; font-size: 1.4rem; overflow-wrap: anywhere; }
header p { flex: 1; margin: 0; }
a { color: var(--accent); }
button { font: inherit; padding: .3rem .8rem; cursor: pointer; }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; }
th, td { text-align: left; padding: .5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
td:last-child { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 34rem; border: 1px solid var(--line); background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .4rem 0; }`;

/** Follows the mailbox without reloading the page, so that neither focus nor scroll is lost. */
const REFRESH = `
setInterval(async () => {
  const answer = await fetch('/').catch(() => undefined);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  const shown = document.querySelector('main');
  if (fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
}, 2000);`;

const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** For our own pages: nothing but the style and the script above. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${digest(STYLE)}`,
  `script-src ${digest(REFRESH)}`,
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For the HTML of a mail, also when opened outside our frame: no script, nothing remote; its links may open. */
export const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

const layout = (language: PageLanguage, title: string, body: string, script = '') => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
${script}
</body>
</html>
`;

const time = (date: string, language: PageLanguage) => {
  const shown = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  return `<time datetime="${date}">${escapeHtml(shown.format(new Date(date)))}</time>`;
};

/** The list of mails; it refreshes itself. */
export function listPage(mails: readonly CaughtMail[], language: PageLanguage): string {
  const texts = pageTexts[language];
  const rows = mails.map(
    (mail) => `<tr>
<td><a href="/messages/${mail.id}">${escapeHtml(mail.subject) || '—'}</a></td>
<td>${escapeHtml(mail.to.join(', '))}</td>
<td>${time(mail.date, language)}</td>
</tr>`,
  );
  const table = `<table>
<thead><tr><th scope="col">${texts.subject}</th><th scope="col">${texts.to}</th><th scope="col">${texts.date}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
  const body = `<header>
<h1>${texts.title}</h1>
<p>${texts.explanation}</p>
<form method="post" action="/clear"><button>${texts.clear}</button></form>
</header>
<main>${rows.length === 0 ? `<p>${texts.none}</p>` : table}</main>`;
  return layout(language, texts.title, body, `<script>${REFRESH}</script>`);
}

/** One mail: rendered, as text, its headers and its source. */
export function messagePage(mail: CaughtMail, language: PageLanguage): string {
  const texts = pageTexts[language];
  const folded = (label: string, content: string, open = '') =>
    `<details${open}><summary>${label}</summary><pre>${escapeHtml(content)}</pre></details>`;
  const frame = `<iframe title="${texts.html}" src="/messages/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  const body = `<p><a href="/">← ${texts.back}</a></p>
<header><h1>${escapeHtml(mail.subject) || '—'}</h1></header>
<main>
<dl>
<dt>${texts.from}</dt><dd>${escapeHtml(mail.from)}</dd>
<dt>${texts.to}</dt><dd>${escapeHtml(mail.to.join(', '))}</dd>
<dt>${texts.date}</dt><dd>${time(mail.date, language)}</dd>
</dl>
${mail.html === '' ? '' : frame}
${folded(texts.text, mail.text, ' open')}
${folded(texts.headers, headers)}
${folded(texts.source, mail.source)}
</main>`;
  return layout(language, mail.subject, body);
}

export function notFoundPage(language: PageLanguage): string {
  const texts = pageTexts[language];
  return layout(
    language,
    texts.title,
    `<main><p>${texts.notFound}</p><p><a href="/">${texts.back}</a></p></main>`,
  );
}
