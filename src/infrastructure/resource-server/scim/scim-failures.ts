import type { ErrorRequestHandler } from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { bearerChallenge } from '../../http/bearer-challenge.ts';
import { STATUS } from '../../http/error-mapping.ts';
import { HttpError } from '../../http/http-error.ts';
import { type Translate, translatorFor } from '../../http/messages/translate.ts';
import { requestLanguage } from '../../http/request-language.ts';
import { retryAfterSeconds } from '../../http/retry-after.ts';
import { sendJson } from '../../http/send-json.ts';
import { storageUnavailableBody } from '../../http/storage-unavailable-body.ts';
import { domainErrorBody } from '../../rest/serving/domain-error-body.ts';
import { SCIM_TYPE } from '../serving/scim-types.ts';
import { ScimRefusal } from './scim-refusal.ts';

type Failure = { readonly status: number; readonly detail: string; readonly scimType?: string };
type Deps = { readonly defaultLanguage: Language; readonly report: (error: unknown) => void };

/** The texts of a contract body, in one line. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null) return '';
  return 'detail' in body ? textOf(body.detail) : Object.values(body).map(textOf).join(' ');
}

function describe(error: unknown, translate: Translate): Failure | undefined {
  if (error instanceof ScimRefusal) {
    return { status: 400, scimType: error.scimType, detail: translate(error.key, error.values) };
  }
  if (error instanceof HttpError) {
    const failure = { status: error.status, detail: textOf(error.body(translate)) };
    return error.status === 400 ? { ...failure, scimType: 'invalidSyntax' } : failure;
  }
  if (error instanceof StorageUnavailable) {
    return { status: STATUS.unavailable.http, detail: storageUnavailableBody(error, translate).detail };
  }
  if (error instanceof URIError) return { status: 400, detail: translate('invalid_value') };
  if (!(error instanceof DomainError)) return undefined;
  const detail = textOf(domainErrorBody(error, translate));
  const status = STATUS[error.kind].http;
  return error.kind === 'invalid' ? { status, detail, scimType: 'invalidValue' } : { status, detail };
}

/**
 * Turns every failure into a SCIM error (RFC 7644, section 3.12; deviation D10). Failures that are not refusals are
 * hidden.
 */
export const makeScimFailures =
  ({ defaultLanguage, report }: Deps): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const translate = translatorFor(requestLanguage(request, defaultLanguage));
    const described = describe(error, translate);
    const isUpstream = error instanceof DomainError && error.kind === 'bad_upstream';
    if (!described || isUpstream) report(error);
    if (error instanceof DomainError) {
      const challenge = bearerChallenge(error);
      if (challenge !== undefined) response.setHeader('WWW-Authenticate', challenge);
    }
    const retryAfter = retryAfterSeconds(error);
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    const { status, ...rest } = described ?? { status: 500, detail: translate('server_error') };
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
    sendJson(response, status, { schemas, status: String(status), ...rest }, SCIM_TYPE);
  };
