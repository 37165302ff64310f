import type { Language } from '../../../domain/shared/language.ts';
import type { OpenidPages } from '../../openid-provider/openid-pages.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';
import type { IdentityPaths } from './identity-paths.ts';
import { providerProblemPage, signedOutPage, signOutQuestionPage } from './provider-pages.ts';

/** The pages that the provider itself answers with. */
export const makeOpenidPages = ({
  paths,
  sendPage,
  defaultLanguage,
}: Readonly<{
  paths: Pick<IdentityPaths, 'account'>;
  sendPage: SendPage;
  defaultLanguage: Language;
}>): OpenidPages => ({
  error: (request, response, { problem, status }) =>
    sendPage(response, providerProblemPage(problem, pageLanguage(request, defaultLanguage)), { status }),
  signOutQuestion: (request, response, form) =>
    sendPage(response, signOutQuestionPage(form, paths.account, pageLanguage(request, defaultLanguage)), {
      status: 200,
    }),
  signedOut: (request, response) =>
    sendPage(response, signedOutPage(pageLanguage(request, defaultLanguage)), { status: 200 }),
});
