import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { Interaction } from 'oidc-provider';
import { authenticateAccount } from './authenticate-account.ts';
import type { DevelopmentAccount } from './development-accounts.ts';
import { isLevel, LEVELS, levelRequest, USUAL_LEVEL } from './levels.ts';
import type { MailboxBroker } from './mailbox-broker.ts';
import { type PageLanguage, pageLanguage, renderExpiredPage, renderSignInPage } from './sign-in-page.ts';

/** Path of the sign-in page of an interaction. */
export const SIGN_IN_PATH = '/sign-in/';

const FORM_BYTES = 16_384;

export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > FORM_BYTES) throw new RangeError('form too large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function sendPage(response: ServerResponse, status: number, language: PageLanguage, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(html);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Page of an interaction that leads to Régie, and where the browser comes back to with a ticket. */
export const mailboxPath = (uid: string, ticket?: string): string =>
  `${SIGN_IN_PATH}${uid}/mailbox${ticket === undefined ? '' : `?ticket=${encodeURIComponent(ticket)}`}`;

/** Shows the sign-in page, and ends the interaction when the right password is submitted. */
export function makeSignInInteraction(
  provider: Provider,
  accounts: readonly DevelopmentAccount[],
  broker: MailboxBroker | undefined,
) {
  const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'SessionNotFound';

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let interaction: Interaction;
    try {
      interaction = await provider.interactionDetails(request, response);
    } catch (error) {
      if (!isGone(error)) throw error;
      const language = pageLanguage('');
      return sendPage(response, 400, language, renderExpiredPage(language));
    }
    const { params, prompt, uid } = interaction;
    if (prompt.name === 'consent') {
      // Every client is ours: the consent that `prompt=consent` asks for was granted already.
      return provider.interactionFinished(request, response, { consent: {} });
    }
    const language = pageLanguage(textOf(params['ui_locales']));
    const { isAsked, essential } = levelRequest(params);
    const show = (username: string, failed: boolean): void =>
      sendPage(
        response,
        200,
        language,
        renderSignInPage({
          language,
          action: `${SIGN_IN_PATH}${uid}`,
          username,
          failed,
          mailboxUrl: broker && mailboxPath(uid),
          level: isAsked ? (essential?.find(isLevel) ?? USUAL_LEVEL) : undefined,
        }),
      );
    const { pathname, searchParams } = new URL(request.url ?? '/', provider.issuer);
    if (broker && pathname === mailboxPath(uid)) {
      const finished = broker.takeFinished(searchParams.get('ticket') ?? '');
      const hints = { loginHint: textOf(params['login_hint']), uiLocales: textOf(params['ui_locales']) };
      if (finished === undefined) {
        response.writeHead(303, { location: (await broker.start(uid, hints)).href }).end();
        return;
      }
      // Somebody else's ticket would sign this browser in as them.
      if (finished.uid !== uid) return sendPage(response, 400, language, renderExpiredPage(language));
      return provider.interactionFinished(request, response, {
        login: { accountId: finished.account.sub, acr: USUAL_LEVEL, amr: [...LEVELS[USUAL_LEVEL]] },
      });
    }
    if (request.method !== 'POST') return show(textOf(params['login_hint']), false);

    const form = await readForm(request);
    const username = form.get('username') ?? '';
    const account = authenticateAccount(accounts, username, form.get('password') ?? '');
    if (account === undefined) return show(username, true);
    const chosen = form.get('acr');
    const acr = isLevel(chosen) ? chosen : USUAL_LEVEL;
    if (essential && !essential.includes(acr)) {
      // The library would show this page again, and again.
      return provider.interactionFinished(request, response, {
        error: 'unmet_authentication_requirements',
        error_description: 'the level that was chosen is none of those asked for',
      });
    }
    await provider.interactionFinished(request, response, {
      login: { accountId: account.sub, acr, amr: [...LEVELS[acr]] },
    });
  };
}
