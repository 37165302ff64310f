import type { Request, Response } from 'express';
import type { SignInStep } from '../../../application/identity/provider/sign-in-steps.ts';
import type { AuthenticateMailbox } from '../../../application/identity/sign-in/authenticate-mailbox.ts';
import type { BrowserCookies } from '../../http/browser-cookies.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { SignInProblem } from './sign-in-page.ts';

type Deps = Readonly<{
  authenticateMailbox: AuthenticateMailbox;
  cookies: Pick<BrowserCookies, 'knownBrowser' | 'setKnownBrowser'>;
}>;

/** The page to show again, with its status. */
type Refusal = Readonly<{ problem: SignInProblem; status: number; login: string }>;

/** Takes the password of somebody by the form of the sign-in page, and lets the browser remember that it was right. */
export async function authenticateByForm(
  request: Request,
  response: Response,
  fields: URLSearchParams,
  { authenticateMailbox, cookies }: Deps,
): Promise<SignInStep | Refusal> {
  const login = (fields.get('login') ?? '').trim();
  const password = fields.get('password') ?? '';
  if (login === '' || password === '') {
    const problem = { kind: 'missing', address: login === '', password: password === '' } as const;
    return { problem, status: 422, login };
  }
  const authentication = await authenticateMailbox({
    address: login,
    password,
    origin: describeOrigin(request, response),
    knownBrowser: cookies.knownBrowser(request),
  });
  switch (authentication.outcome) {
    case 'refused':
      return { problem: { kind: 'refused' }, status: 422, login };
    case 'slowed_down': {
      const { seconds } = authentication;
      response.setHeader('Retry-After', String(seconds));
      return { problem: { kind: 'slowed_down', seconds }, status: 429, login };
    }
    case 'authenticated': {
      const { mailboxId, at, knownBrowser } = authentication;
      cookies.setKnownBrowser(response, knownBrowser);
      return { mailboxId, at };
    }
  }
}
