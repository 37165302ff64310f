import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { choiceCookie, languageLinks } from './language-choice.ts';
import type { PageLook } from './page-look.ts';
import { type Page, renderPage } from './render-page.ts';
import { styleSheet } from './style-sheet.ts';

type Options = Readonly<{
  status: number;
  /** Origins that a form of the page leads to in the end, besides ourselves: browsers hold redirections to it too. */
  formTargets?: readonly string[];
}>;

/** Sends a page to whom asked for it. */
export type SendPage = (response: ServerResponse, page: Page, options: Options) => void;

/** What a content security policy lets pictures come from: nothing but the logo. */
const imageSource = (logo: string): string => (logo.startsWith('data:') ? 'data:' : new URL(logo).href);

/**
 * Pages in one look: nobody keeps one, frames it or learns its address, and nothing runs or loads in it but what is
 * configured. What a page says depends on who reads it, and its address may be a secret. Readers can change its language.
 *
 * @param secure whether cookies are sent over HTTPS only
 */
export function makeSendPage(look: PageLook, { secure = false }: { secure?: boolean } = {}): SendPage {
  const sheet = styleSheet(look.accent);
  // No other style is applied than the one of this sum.
  const styleSource = `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`;
  const images = look.logo === undefined ? [] : [`img-src ${imageSource(look.logo)}`];

  return (response, page, { status, formTargets = [] }) => {
    const { req: request } = response;
    const languages = languageLinks(request, { language: page.language, status });
    const body = Buffer.from(renderPage(page, look, sheet, languages));
    const chosen = choiceCookie(request, { secure });
    if (chosen !== undefined) response.appendHeader('Set-Cookie', chosen);
    response.statusCode = status;
    response.setHeader(
      'Content-Security-Policy',
      [
        "default-src 'none'",
        `style-src ${styleSource}`,
        ...images,
        // A script of ours may ask us, and nobody else.
        ...(page.script === undefined ? [] : ["script-src 'self'", "connect-src 'self'"]),
        `form-action ${["'self'", ...formTargets].join(' ')}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
    );
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('X-Robots-Tag', 'noindex, nofollow');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Language', page.language.slice(0, 2));
    response.setHeader('Content-Length', body.length);
    response.end(body);
  };
}
