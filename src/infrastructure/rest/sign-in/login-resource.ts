import { z } from 'zod';
import { LONGEST_PASSWORD } from '../../../application/identity/sign-in/authenticate-mailbox.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxSignInUseCases } from '../../container/identity/mailbox-sign-in.ts';
import type { BrowserCookies } from '../../http/browser-cookies.ts';
import type { OpenCall, RestAnswer, RestPath } from '../serving/route.ts';
import { charField } from '../wire/char-field.ts';

const body = z
  .object({
    email: charField({ max: EMAIL_MAX_LENGTH, email: true, description: 'Address of the mailbox' }),
    password: charField({ max: LONGEST_PASSWORD }),
  })
  .meta({ id: 'MailboxLogin' });
const success = z.object({ message: z.string() });

/** The sign-in of a mailbox's owner, for the authorization endpoint: contract/rest-api.md 3.15. */
export const makeLoginResource = (
  { authenticateMailbox, startOneTimeSession }: MailboxSignInUseCases,
  cookies: BrowserCookies,
): readonly RestPath[] => {
  const login = async ({
    request,
    response,
    context,
    body: { email, password },
  }: OpenCall<z.output<typeof body>>): Promise<RestAnswer> => {
    const authentication = await authenticateMailbox({
      address: email,
      password,
      origin: context.origin,
      knownBrowser: cookies.knownBrowser(request),
    });
    if (authentication.outcome === 'refused') return { status: 401, body: { error: 'Invalid credentials' } };
    if (authentication.outcome === 'slowed_down') {
      const { seconds } = authentication;
      throw new DomainError('request.throttled', `Too many sign-ins: wait ${seconds} seconds`, {
        params: { seconds: String(seconds) },
        retryAfterSeconds: seconds,
      });
    }
    const { mailboxId, at, knownBrowser } = authentication;
    const { isHostBound } = cookies;
    const session = await startOneTimeSession({ mailboxId, at, session: context.session, isHostBound });
    cookies.setSession(response, session, at);
    cookies.setCsrfToken(response);
    cookies.setKnownBrowser(response, knownBrowser);
    return { status: 200, body: { message: 'Successfully logged in' } };
  };
  return [
    {
      path: '/login/',
      tag: 'sign-in',
      caller: 'optional',
      operations: {
        POST: {
          operationId: 'login',
          summary: 'Sign in with a mailbox, for the authorization endpoint',
          body,
          success: { status: 200, schema: success },
          refusals: {
            401: 'Nobody has this address and password, or too many tried; told in `error`',
            403: 'The caller is signed in and sent no CSRF token',
            429: 'Too many failures from the same network; see Retry-After',
          },
          handle: login,
        },
      },
    },
  ];
};
