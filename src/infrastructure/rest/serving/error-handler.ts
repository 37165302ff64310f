import type { ErrorRequestHandler } from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { bearerChallenge } from '../../http/bearer-challenge.ts';
import { STATUS } from '../../http/error-mapping.ts';
import { HttpError } from '../../http/http-error.ts';
import { translatorFor } from '../../http/messages/translate.ts';
import { requestLanguage } from '../../http/request-language.ts';
import { retryAfterSeconds } from '../../http/retry-after.ts';
import { sendJson } from '../../http/send-json.ts';
import { storageUnavailableBody } from '../../http/storage-unavailable-body.ts';
import { domainErrorBody } from './domain-error-body.ts';

type Deps = { readonly defaultLanguage: Language; readonly report: (error: unknown) => void };

/**
 * Turns every failure into the contract's JSON. Errors other than our refusals are reported and hidden (D46); the
 * failure of another system that refuses us, or that we cannot understand, is shown to the caller and reported to
 * operators (D58). An outage of the storage is shown to the caller (D92); the storage itself logs it once.
 */
export const makeErrorHandler =
  ({ defaultLanguage, report }: Deps): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      // A partial answer must not look complete.
      report(error);
      response.destroy();
      return;
    }
    const translate = translatorFor(requestLanguage(request, defaultLanguage));
    const retryAfter = retryAfterSeconds(error);
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    if (error instanceof HttpError) {
      sendJson(response, error.status, error.body(translate));
    } else if (error instanceof DomainError) {
      const challenge = bearerChallenge(error);
      if (challenge !== undefined) response.setHeader('WWW-Authenticate', challenge);
      if (error.kind === 'bad_upstream') report(error);
      sendJson(response, STATUS[error.kind].http, domainErrorBody(error, translate));
    } else if (error instanceof StorageUnavailable) {
      sendJson(response, STATUS.unavailable.http, storageUnavailableBody(error, translate));
    } else if (error instanceof URIError) {
      sendJson(response, 400, { detail: translate('invalid_value') });
    } else {
      report(error);
      sendJson(response, 500, { detail: translate('server_error'), code: 'server_error' });
    }
  };
