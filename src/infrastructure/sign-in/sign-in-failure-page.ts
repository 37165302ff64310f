import type { ServerResponse } from 'node:http';
import type { DomainError } from '../../domain/shared/errors.ts';
import { STATUS } from '../http/error-mapping.ts';
import type { MessageKey } from '../http/messages/messages-en.ts';
import type { RequestContext } from '../http/request-context.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';

const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Why a sign-in cannot start, for the person in front of the browser. Nothing of the request is repeated. */
export function sendSignInFailurePage(
  response: ServerResponse,
  failure: DomainError,
  { language, translate }: Pick<RequestContext, 'language' | 'translate'>,
): void {
  const isOutage = failure.kind === 'unavailable';
  const reason: MessageKey = isOutage ? 'identity_provider_unavailable' : 'identity_provider_unexpected';
  const title = translate('sign_in_impossible');
  const page = `<!doctype html>
<html lang="${language.slice(0, 2)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${translate(reason)}</p><p><a href="">${translate('try_again')}</a></p></main></body>
</html>
`;
  const retryAfter = retryAfterSeconds(failure);
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  response.statusCode = STATUS[failure.kind].http;
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(page);
}
