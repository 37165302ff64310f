import type { RequestHandler } from 'express';
import type {
  BackChannelOutcome,
  BackChannelSignOut,
} from '../../application/people/sign-in/back-channel-sign-out.ts';
import { isNestedTooDeeply } from '../http/body/json-depth.ts';
import { readBytes } from '../http/body/read-bytes.ts';
import { describeOrigin } from '../http/describe-origin.ts';
import { sendJson } from '../http/send-json.ts';

const REFUSALS = {
  invalid_token: 'Invalid logout token',
  subject_missing: 'Token must contain either sub or sid claim',
  already_processed: 'Token already processed',
} as const satisfies Record<Exclude<BackChannelOutcome, 'done'>, string>;

const LARGEST_BODY_BYTES = 64 * 1024;

/** The token is parsed before its signature is checked: its JSON must not nest too deeply. */
const isReadable = (token: string): boolean =>
  !token.split('.').some((part) => isNestedTooDeeply(Buffer.from(part, 'base64url')));

/** OpenID Connect Back-Channel Logout 1.0, sections 2.5 to 2.8: a form with one `logout_token`, and 200 when it was heeded. */
export const makeBackChannelHandler =
  (backChannelSignOut: BackChannelSignOut): RequestHandler =>
  async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const refuse = (description: string) =>
      sendJson(response, 400, { error: 'invalid_request', error_description: description });

    const body = await readBytes(request, LARGEST_BODY_BYTES);
    const token = new URLSearchParams(body?.toString('utf8')).get('logout_token') ?? '';
    if (token === '') {
      refuse('Missing logout_token parameter');
      return;
    }
    const outcome = isReadable(token)
      ? await backChannelSignOut(token, describeOrigin(request, response))
      : 'invalid_token';
    if (outcome === 'done') response.status(200).end();
    else refuse(REFUSALS[outcome]);
  };
