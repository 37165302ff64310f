import type { Response } from 'express';
import { type Page, renderPage } from './render-page.ts';
import { STYLE_SHEET_SOURCE } from './style-sheet.ts';

type Options = Readonly<{
  status: number;
  /** Origins that a form of the page leads to in the end, besides ourselves: browsers hold redirections to it too. */
  formTargets?: readonly string[];
}>;

/**
 * Sends a page: nobody keeps it, frames it or learns its address, and nothing runs or loads in it. What it says depends on
 * who reads it, and its address may be a secret.
 */
export function sendPage(response: Response, page: Page, { status, formTargets = [] }: Options): void {
  const body = Buffer.from(renderPage(page));
  response.statusCode = status;
  response.setHeader(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      `style-src ${STYLE_SHEET_SOURCE}`,
      `form-action ${["'self'", ...formTargets].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  );
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Language', page.language.slice(0, 2));
  response.setHeader('Content-Length', body.length);
  response.end(body);
}
