import type { Response } from 'express';
import type { DomainError } from '../../domain/shared/errors.ts';
import { STATUS } from '../http/error-mapping.ts';
import type { MessageKey } from '../http/messages/messages-en.ts';
import type { RequestContext } from '../http/request-context.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';
import { html } from '../pages/kit/html.ts';
import type { SendPage } from '../pages/kit/send-page.ts';

/** Why a sign-in cannot start, for the person in front of the browser. Nothing of the request is repeated. */
export function sendSignInFailurePage(
  sendPage: SendPage,
  response: Response,
  failure: DomainError,
  { language, translate }: Pick<RequestContext, 'language' | 'translate'>,
): void {
  const isOutage = failure.kind === 'unavailable';
  const reason: MessageKey = isOutage ? 'identity_provider_unavailable' : 'identity_provider_unexpected';
  const retryAfter = retryAfterSeconds(failure);
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  const page = {
    language,
    heading: translate('sign_in_impossible'),
    // The address of the page itself, which begins the sign-in again.
    body: html`<p class="warning">${translate(reason)}</p>
<p><a class="button" href="">${translate('try_again')}</a></p>`,
  };
  sendPage(response, page, { status: STATUS[failure.kind].http });
}
