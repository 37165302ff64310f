import { type Request, type Response, Router } from 'express';
import type { RemoveFactor, RenameFactor } from '../../../application/identity/factor/change-factor.ts';
import type { RenewRecoveryCodes } from '../../../application/identity/factor/code/renew-recovery-codes.ts';
import type { AuthenticatorView } from '../../../application/identity/factor/factor-view.ts';
import type { ReadOwnAccount } from '../../../application/identity/provider/read-own-account.ts';
import type { Clock } from '../../../application/shared/system.ts';
import { isMultiFactor } from '../../../domain/identity/authentication-level.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { CurrentSession, ProviderSessions } from '../../openid-provider/provider-sessions.ts';
import { type OpenEnrolment, WAYS } from '../factor/enrolment-context.ts';
import { goTo } from '../factor/lead-on.ts';
import { makePageHandler, type PageHandler, type SendFailure } from '../kit/page-handler.ts';
import { pageLanguage } from '../kit/page-language.ts';
import { type EnrolmentDeps, makeEnrolmentPages } from './enrolment-routes.ts';
import { NAME_FIELD } from './name-field.ts';
import {
  FACTOR_ID,
  ownFactorsPage,
  removeFactorPage,
  renameFactorPage,
  renewCodesPage,
} from './own-factors-page.ts';
import type { OwnFactorsPaths } from './own-factors-paths.ts';
import { FACTOR_NOTICES, type FactorNotice } from './own-factors-texts.ts';
import { recoveryCodesPage } from './recovery-codes-page.ts';

type Deps = EnrolmentDeps &
  Readonly<{
    paths: OwnFactorsPaths;
    sessions: Pick<ProviderSessions, 'current' | 'raise'>;
    readOwnAccount: ReadOwnAccount;
    renameFactor: RenameFactor;
    removeFactor: RemoveFactor;
    renewRecoveryCodes: RenewRecoveryCodes;
    clock: Clock;
    defaultLanguage: Language;
    sendFailure: SendFailure;
  }>;

type SignedIn = (request: Request, response: Response, current: CurrentSession) => Promise<void>;

/**
 * The factors of somebody who is signed in: the list, and its changes, for which the sign-in has to be recent, and with a factor
 * where there is one (`ProviderSessions.current`).
 */
export function makeOwnFactorsRoutes(deps: Deps): Router {
  const { paths, sessions, formTokens, sendPage, defaultLanguage, carriedLink } = deps;
  const handler = makePageHandler(deps.sendFailure);
  const languageOf = (request: Request): Language => pageLanguage(request, defaultLanguage);
  const boundTo = ({ sessionId }: CurrentSession): string => `factors of session ${sessionId}`;
  const doneWith = (notice: FactorNotice): string => `${paths.list}?done=${notice}`;

  const signedIn =
    (act: SignedIn): PageHandler =>
    async (request, response) => {
      const current = await sessions.current(request, response);
      if (current) await act(request, response, current);
      else goTo(response, paths.signIn);
    };

  const freshlySignedIn = (act: SignedIn): PageHandler =>
    signedIn(async (request, response, current) => {
      if (current.isFresh) await act(request, response, current);
      else goTo(response, paths.signIn);
    });

  const showList = async (
    request: Request,
    response: Response,
    { mailboxId }: CurrentSession,
    { status, hasFormExpired = false }: Readonly<{ status: number; hasFormExpired?: boolean }>,
  ): Promise<void> => {
    const [account, factors] = await Promise.all([
      deps.readOwnAccount(mailboxId),
      deps.listFactors(mailboxId),
    ]);
    if (!account) return goTo(response, paths.signIn);
    const notice = FACTOR_NOTICES.find((known) => known === request.query['done']);
    const { address, secondFactor } = account;
    const { requiredFrom } = secondFactor;
    const page = ownFactorsPage(
      { paths, address, ...factors, requiredFrom, notice, hasFormExpired },
      languageOf(request),
    );
    sendPage(response, page, { status });
  };

  /** Fields of a form of this session; undefined, and answered, for any other. */
  const readOwnForm = async (
    request: Request,
    response: Response,
    current: CurrentSession,
  ): Promise<URLSearchParams | undefined> => {
    const form = await formTokens.readForm(request, boundTo(current));
    if ('fields' in form) return form.fields;
    await showList(request, response, current, { status: form.status, hasFormExpired: true });
    return undefined;
  };

  /** A factor of one's own; undefined, and answered, when there is none such any more. */
  const findOwn = async (
    response: Response,
    { mailboxId }: CurrentSession,
    id: unknown,
  ): Promise<Readonly<{ factor: AuthenticatorView; isLast: boolean }> | undefined> => {
    const { authenticators } = await deps.listFactors(mailboxId);
    const factor = authenticators.find((one) => one.id === id);
    if (factor) return { factor, isLast: authenticators.length === 1 };
    goTo(response, doneWith('gone'));
    return undefined;
  };

  const askName = freshlySignedIn(async (request, response, current) => {
    const found = await findOwn(response, current, request.query[FACTOR_ID]);
    if (!found) return;
    const token = formTokens.issue(request, response, boundTo(current));
    sendPage(response, renameFactorPage({ paths, token, ...found }, languageOf(request)), { status: 200 });
  });

  const rename = freshlySignedIn(async (request, response, current) => {
    const fields = await readOwnForm(request, response, current);
    const found = fields && (await findOwn(response, current, fields.get(FACTOR_ID)));
    if (!fields || !found) return;
    const { factor } = found;
    const name = fields.get(NAME_FIELD) ?? '';
    const origin = describeOrigin(request, response);
    const { mailboxId } = current;
    const { outcome } = await deps.renameFactor({ mailboxId, origin, id: factor.id, name });
    if (outcome === 'renamed') return goTo(response, doneWith('renamed'));
    if (outcome === 'not_found') return goTo(response, doneWith('gone'));
    const token = formTokens.issue(request, response, boundTo(current));
    const page = renameFactorPage({ paths, token, factor, written: name, isBad: true }, languageOf(request));
    sendPage(response, page, { status: 422 });
  });

  const askRemoval = freshlySignedIn(async (request, response, current) => {
    const found = await findOwn(response, current, request.query[FACTOR_ID]);
    const account = found && (await deps.readOwnAccount(current.mailboxId));
    if (!found || !account) return;
    const { requiredFrom } = account.secondFactor;
    const isRequired = requiredFrom !== null && requiredFrom <= deps.clock.now();
    const token = formTokens.issue(request, response, boundTo(current));
    const page = removeFactorPage({ paths, token, ...found, isRequired }, languageOf(request));
    sendPage(response, page, { status: 200 });
  });

  const remove = freshlySignedIn(async (request, response, current) => {
    const fields = await readOwnForm(request, response, current);
    const found = fields && (await findOwn(response, current, fields.get(FACTOR_ID)));
    if (!found) return;
    const { mailboxId, sessionId: keptSessionId } = current;
    const origin = describeOrigin(request, response);
    const language = languageOf(request);
    const { id } = found.factor;
    const { outcome } = await deps.removeFactor({ mailboxId, origin, language, keptSessionId, id });
    goTo(response, doneWith(outcome === 'removed' ? 'removed' : 'gone'));
  });

  const askRenewal = freshlySignedIn(async (request, response, current) => {
    const token = formTokens.issue(request, response, boundTo(current));
    sendPage(response, renewCodesPage({ paths, token }, languageOf(request)), { status: 200 });
  });

  const renew = freshlySignedIn(async (request, response, current) => {
    if (!(await readOwnForm(request, response, current))) return;
    const language = languageOf(request);
    const { mailboxId } = current;
    const account = await deps.readOwnAccount(mailboxId);
    const origin = describeOrigin(request, response);
    if (!account) return goTo(response, paths.signIn);
    const renewed = await deps.renewRecoveryCodes({ mailboxId, origin, language });
    if (renewed.outcome !== 'renewed') return goTo(response, paths.list);
    const { address } = account;
    const { codes } = renewed;
    const page = recoveryCodesPage({ address, codes, madeAt: deps.clock.now(), next: paths.list }, language);
    sendPage(response, page, { status: 200 });
  });

  /** Keeps the link in the browser, which signs in first if need be: nothing happens until a button is pressed. */
  const carryLink: PageHandler = async (request, response) => {
    const { token } = request.query;
    if (typeof token === 'string') carriedLink.set(response, token);
    goTo(response, paths.add);
  };

  const openAdding: OpenEnrolment = async (request, response) => {
    const current = await sessions.current(request, response);
    if (!current?.isFresh) {
      goTo(response, paths.signInToAdd);
      return undefined;
    }
    const { mailboxId, sessionId, level } = current;
    return {
      mailboxId,
      boundTo: boundTo(current),
      base: paths.add,
      query: '',
      language: languageOf(request),
      formTargets: [],
      ways: WAYS,
      isProven: isMultiFactor(level),
      keptSessionId: sessionId,
      out: { list: paths.list },
      finish: async (factor) => {
        if (!isMultiFactor(level)) await sessions.raise(request, response, ['pwd', factor]);
        return doneWith('added');
      },
      goOn: (path) => goTo(response, path),
      startAgain: async () => goTo(response, paths.signInToAdd),
    };
  };

  return Router({ strict: true, caseSensitive: true })
    .all(
      paths.list,
      handler({
        GET: signedIn((request, response, current) => showList(request, response, current, { status: 200 })),
      }),
    )
    .all(paths.rename, handler({ GET: askName, POST: rename }))
    .all(paths.remove, handler({ GET: askRemoval, POST: remove }))
    .all(paths.recoveryCodes, handler({ GET: askRenewal, POST: renew }))
    .all(paths.link, handler({ GET: carryLink }))
    .use(makeEnrolmentPages({ ...deps, handler })(paths.add, openAdding));
}
