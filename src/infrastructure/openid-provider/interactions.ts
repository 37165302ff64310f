import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import type { Interaction } from 'oidc-provider';
import { type Factor, levelOf } from '../../domain/identity/authentication-level.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { askedLevels } from './policy/asked-levels.ts';

/** What the pages may say of an authorization request that waits for its person. */
export type PendingInteraction = Readonly<{
  uid: string;
  prompt: 'login' | 'consent';
  client: Readonly<{ clientId: string; name: string; redirectUris: readonly string[] }>;
  /** The address that the client expects. */
  loginHint?: string;
  /** The service behind a client that federates, in that client's words. */
  spName?: string;
  uiLocales?: string;
  /** Levels (`acr`) of which the client needs one; absent: any will do. */
  essentialAcrs?: readonly string[];
  /** What is asked for and not allowed yet. */
  scopes: readonly string[];
  /** Who is signed in; undefined at the sign-in page. */
  mailboxId?: MailboxId;
}>;

/** What belongs to one interaction alone, such as its forms, is bound to this. */
export const nameOfInteraction = (uid: string): string => `interaction ${uid}`;

/** A person who proved who they are. */
export type ProvenSignIn = Readonly<{ mailboxId: MailboxId; at: Date; factors: readonly Factor[] }>;

/** Carries on authorization requests for the pages. Each call after `find` answers the request. */
export interface Interactions {
  /** The request that this browser waits in; undefined when it is over, or another browser's. */
  find(request: Request, response: Response): Promise<PendingInteraction | undefined>;
  signIn(request: Request, response: Response, signIn: ProvenSignIn): Promise<string>;
  consent(request: Request, response: Response, decision: 'allowed' | 'refused'): Promise<string>;
  /** Sends the browser back to the client, which is told `access_denied`. */
  cancel(request: Request, response: Response): Promise<string>;
  /** The same with `unmet_authentication_requirements`: the person cannot reach a level that the client needs. */
  failLevel(request: Request, response: Response): Promise<string>;
}

type Deps = {
  provider: Provider;
  findClientName: (clientId: string) => Promise<PendingInteraction['client'] | undefined>;
  /** Signs out of the browser's session. */
  endSession: (request: Request, response: Response) => Promise<void>;
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'SessionNotFound';

const wordsOf = (value: unknown): readonly string[] => (textOf(value) ?? '').split(' ').filter(Boolean);

export function makeInteractions(deps: Deps): Interactions {
  const { provider, findClientName, endSession } = deps;

  /** @throws Error `SessionNotFound` */
  const detailsOf = (request: Request, response: Response): Promise<Interaction> =>
    provider.interactionDetails(request, response);

  const grantOf = async ({ grantId, session, params, prompt }: Interaction) => {
    const clientId = textOf(params['client_id']);
    const accountId = session?.accountId;
    if (clientId === undefined || accountId === undefined) throw new Error('nobody can consent to nothing');
    const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = found ?? new provider.Grant({ clientId, accountId });
    const { missingOIDCScope, missingOIDCClaims } = prompt.details;
    if (Array.isArray(missingOIDCScope)) grant.addOIDCScope(missingOIDCScope.map(String));
    if (Array.isArray(missingOIDCClaims)) grant.addOIDCClaims(missingOIDCClaims.map(String));
    return grant.save();
  };

  /** Somebody else signed in to this browser: their session ends first, as if they had signed out. */
  const endSessionOfOther = async (
    interaction: Interaction,
    mailboxId: MailboxId,
    request: Request,
    response: Response,
  ): Promise<void> => {
    const { session } = interaction;
    if (!session || session.accountId === mailboxId) return;
    await endSession(request, response);
    delete interaction.session;
    delete interaction.grantId;
    await interaction.persist();
  };

  const fail =
    (error: string, description?: string) =>
    (request: Request, response: Response): Promise<string> =>
      provider.interactionResult(
        request,
        response,
        { error, ...(description === undefined ? {} : { error_description: description }) },
        { mergeWithLastSubmission: false },
      );
  const refuse = fail('access_denied');

  return {
    async find(request, response) {
      try {
        const { uid, params, prompt, session } = await detailsOf(request, response);
        const client = await findClientName(textOf(params['client_id']) ?? '');
        if (!client) return undefined;
        const loginHint = textOf(params['login_hint']);
        const spName = textOf(params['sp_name']);
        const uiLocales = textOf(params['ui_locales']);
        const { essential } = askedLevels(params);
        const missing = prompt.details['missingOIDCScope'];
        const isConsent = prompt.name === 'consent';
        return {
          uid,
          prompt: isConsent ? 'consent' : 'login',
          client,
          ...(loginHint === undefined ? {} : { loginHint }),
          ...(spName === undefined ? {} : { spName }),
          ...(uiLocales === undefined ? {} : { uiLocales }),
          ...(essential === undefined ? {} : { essentialAcrs: essential }),
          scopes: Array.isArray(missing) ? missing.map(String) : wordsOf(params['scope']),
          ...(isConsent && session ? { mailboxId: session.accountId as MailboxId } : {}),
        };
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    },
    async signIn(request, response, { mailboxId, at, factors }) {
      const { acr, amr } = levelOf(factors);
      await endSessionOfOther(await detailsOf(request, response), mailboxId, request, response);
      const ts = Math.floor(at.getTime() / 1000);
      return provider.interactionResult(request, response, {
        login: { accountId: mailboxId, ts, acr, amr: [...amr], remember: true },
        select_account: {},
      });
    },
    async consent(request, response, decision) {
      if (decision === 'refused') return refuse(request, response);
      const grantId = await grantOf(await detailsOf(request, response));
      return provider.interactionResult(request, response, { consent: { grantId } });
    },
    cancel: refuse,
    failLevel: fail('unmet_authentication_requirements', 'this person cannot reach a requested acr value'),
  };
}
