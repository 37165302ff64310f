import type { Language } from '../../../domain/shared/language.ts';
import { PASSKEY_TEXTS } from '../factor/factor-texts.ts';
import { passkeyForm } from '../factor/passkey-form.ts';
import { field } from '../kit/field.ts';
import { button, form } from '../kit/form.ts';
import { html } from '../kit/html.ts';
import { type Problem, problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { waitingTime } from '../kit/waiting-time.ts';
import { SIGN_IN_TEXTS } from './identity-texts.ts';

/** Why somebody is not signed in yet. */
export type SignInProblem =
  | Readonly<{ kind: 'missing'; address: boolean; password: boolean }>
  | Readonly<{ kind: 'refused' }>
  | Readonly<{ kind: 'slowed_down'; seconds: number }>
  | Readonly<{ kind: 'form_expired' }>;

type SignInPage = Readonly<{
  /** Path that the form is posted to. */
  action: string;
  token: string;
  /** Where those go who have no password, or forgot it. */
  forgottenPassword: string;
  /** What is in the field of the address at first. */
  login: string;
  /** The service that is signed in to; absent: the own account. `through`: a service in between. */
  service?: Readonly<{ name: string; through?: string | undefined; client: string }> | undefined;
  problem?: SignInProblem | undefined;
  /** Where a passkey is asked for and its answer goes, and the script that does it. */
  passkey: Readonly<{ options: string; action: string; script: string }>;
}>;

function problemsOf(problem: SignInProblem | undefined, language: Language): readonly Problem[] {
  const texts = SIGN_IN_TEXTS[language];
  switch (problem?.kind) {
    case undefined:
      return [];
    case 'missing':
      return [
        ...(problem.address ? [{ field: 'login', text: texts.addressMissing }] : []),
        ...(problem.password ? [{ field: 'password', text: texts.passwordMissing }] : []),
      ];
    case 'refused':
      return [{ field: 'login', text: texts.refused }];
    case 'slowed_down':
      return [{ text: texts.slowedDown(waitingTime(language, problem.seconds)) }];
    case 'form_expired':
      return [{ text: texts.formExpired }];
  }
}

/** Asks for address and password. Programs that sign in find the fields and the button by their names and classes. */
export function signInPage(
  { action, token, forgottenPassword, login, service, problem, passkey }: SignInPage,
  language: Language,
): Page {
  const texts = SIGN_IN_TEXTS[language];
  const problems = problemsOf(problem, language);
  // Which of the two is wrong is not said: nobody learns which addresses there are.
  const errorOf = (name: string) =>
    problem?.kind === 'missing' ? problems.find((found) => found.field === name)?.text : undefined;
  return {
    language,
    heading: service === undefined ? texts.heading : texts.headingFor(service.name),
    hasProblem: problems.length > 0,
    script: passkey.script,
    body: html`${problemSummary(problems, language)}
${service?.through === undefined ? undefined : html`<p>${texts.through(service.through)}</p>`}
${form({
  action,
  token,
  body: [
    field({
      name: 'login',
      label: texts.address,
      type: 'email',
      autocomplete: 'username',
      value: login,
      hint: texts.addressHint,
      error: errorOf('login'),
    }),
    field({
      name: 'password',
      label: texts.password,
      type: 'password',
      autocomplete: 'current-password',
      hint: texts.passwordHint,
      error: errorOf('password'),
    }),
    html`<p><a href="${forgottenPassword}">${texts.forgotten}</a></p>
<div class="actions">
${button({ label: texts.submit, name: 'action', value: 'sign_in', classes: 'login-submit' })}
${
  service === undefined
    ? undefined
    : button({ label: texts.cancel(service.client), name: 'action', value: 'cancel', isSecondary: true })
}
</div>`,
  ],
})}
${passkeyForm(
  {
    ceremony: 'sign-in',
    options: passkey.options,
    action: passkey.action,
    token,
    label: PASSKEY_TEXTS[language].signIn,
    about: PASSKEY_TEXTS[language].signInAbout,
    isSecondary: true,
  },
  language,
)}`,
  };
}
