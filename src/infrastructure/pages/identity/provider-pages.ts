import type { Language } from '../../../domain/shared/language.ts';
import type { OpenidProblem, SignOutForm } from '../../openid-provider/openid-pages.ts';
import { button, form } from '../kit/form.ts';
import { html } from '../kit/html.ts';
import type { Page } from '../kit/render-page.ts';
import { PROVIDER_TEXTS } from './identity-texts.ts';
import { PROBLEM_TEXTS } from './problem-texts.ts';

/** Why nobody can go on from here. What a service sent is not repeated. */
export const providerProblemPage = (problem: OpenidProblem, language: Language): Page => {
  const texts = PROBLEM_TEXTS[language];
  return {
    language,
    heading: texts.heading,
    hasProblem: true,
    body: html`<p class="warning" role="alert">${texts[problem]}</p>
<p>${texts.code} <strong>${problem}</strong></p>`,
  };
};

/** Asks whether to sign out, where nobody can tell who wants it. */
export const signOutQuestionPage = (
  { action, token }: SignOutForm,
  accountPath: string,
  language: Language,
): Page => {
  const texts = PROVIDER_TEXTS[language];
  return {
    language,
    heading: texts.signOutHeading,
    body: html`<p>${texts.signOutQuestion}</p>
<div class="actions">
${form({
  action,
  // The provider made it, and checks it itself.
  token: undefined,
  hidden: { token },
  body: button({ label: texts.signOut, classes: 'logout-submit' }),
})}
<a class="button secondary" href="${accountPath}">${texts.stay}</a>
</div>`,
  };
};

export const signedOutPage = (language: Language): Page => {
  const texts = PROVIDER_TEXTS[language];
  return {
    language,
    heading: texts.signedOutHeading,
    body: html`<p class="notice" role="status">${texts.signedOut}</p>`,
  };
};

/**
 * Takes the browser on to a service. Chromium holds every redirection after a form to the `form-action` of its page, also
 * those of the service to others behind it, which nobody here knows: a page in between ends that.
 */
export const onTheWayPage = (client: string, url: string, language: Language): Page => {
  const texts = PROVIDER_TEXTS[language];
  return {
    language,
    heading: texts.onTheWayHeading(client),
    goesOnTo: url,
    body: html`<p>${texts.onTheWay} <a href="${url}">${texts.goOn}</a></p>`,
  };
};
