import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';
import { HttpError } from '../../http/http-error.ts';

/** The script of pages on which passkeys are used, in our own origin. */
export type PasskeyScript = Readonly<{
  /** Of today's text: another text has another path. */
  path: string;
  /** The paths at which pages of other releases expect theirs as well. */
  pattern: string;
  answer: RequestHandler;
}>;

const FILE = new URL('./passkeys.mjs', import.meta.url);

/** A year: the address changes with the text. */
const KEPT_SECONDS = 31_536_000;

/** @param base path of the issuer, without a final slash */
export function readPasskeyScript(base: string): PasskeyScript {
  const text = readFileSync(FILE);
  const sum = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const pathOf = (name: string): string => `${base}/static/passkeys-${name}.js`;

  return {
    path: pathOf(sum),
    pattern: pathOf(':sum'),
    answer: (request, response) => {
      if (!['GET', 'HEAD'].includes(request.method)) {
        response.setHeader('Allow', 'GET, HEAD');
        throw new HttpError(405, (translate) => ({
          detail: translate('method_not_allowed', { method: request.method }),
        }));
      }
      // While a release is rolled out, pages of one process ask another: they get a script that does as well.
      const isOfToday = request.params['sum'] === sum;
      response.setHeader(
        'Cache-Control',
        isOfToday ? `public, max-age=${KEPT_SECONDS}, immutable` : 'no-store',
      );
      response.removeHeader('Vary');
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Content-Length', text.length);
      response.end(text);
    },
  };
}
