import type { PasswordLinkView } from '../../../application/identity/password/follow-password-link.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { field } from '../kit/field.ts';
import { button, form } from '../kit/form.ts';
import { html } from '../kit/html.ts';
import { moment } from '../kit/moment.ts';
import { type Problem, problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { waitingTime } from '../kit/waiting-time.ts';
import { newPasswordFields, passwordProblems, type TypedFaults } from './new-password-fields.ts';
import type { PasswordPaths } from './password-paths.ts';
import { PASSWORD_TEXTS, type PasswordProblem } from './password-texts.ts';

const SUBMIT = 'password-submit';

/** Why what was sent was not taken. */
export type ForgottenProblem =
  | Readonly<{ kind: 'not_an_address' | 'form_expired' }>
  | Readonly<{ kind: 'slowed_down'; seconds: number }>;

function toldOf(problem: ForgottenProblem, language: Language): Problem {
  const texts = PASSWORD_TEXTS[language];
  if (problem.kind === 'slowed_down')
    return { text: texts.slowedDown(waitingTime(language, problem.seconds)) };
  return problem.kind === 'form_expired'
    ? { text: texts.formExpired }
    : { field: 'login', text: texts.addressMissing };
}

type ForgottenForm = Readonly<{
  paths: PasswordPaths;
  token: string;
  login: string;
  problem?: ForgottenProblem | undefined;
}>;

/** Asks for the address of whoever has forgotten their password. */
export function forgottenPage({ paths, token, login, problem }: ForgottenForm, language: Language): Page {
  const texts = PASSWORD_TEXTS[language];
  const told = problem && toldOf(problem, language);
  return {
    language,
    heading: texts.forgottenHeading,
    hasProblem: told !== undefined,
    body: html`${problemSummary(told ? [told] : [], language)}
<p>${texts.forgotten}</p>
${form({
  action: paths.forgotten,
  token,
  body: [
    field({
      name: 'login',
      label: texts.address,
      type: 'email',
      autocomplete: 'username',
      value: login,
      hint: texts.addressHint,
      error: told?.field === undefined ? undefined : `${told.text}.`,
    }),
    button({ label: texts.send, classes: SUBMIT }),
  ],
})}
<p>${texts.keepsTheirs}</p>`,
  };
}

/** The same for every address: whether an account has it is told to nobody. */
export function sentPage(address: string, language: Language): Page {
  const texts = PASSWORD_TEXTS[language];
  return {
    language,
    heading: texts.sentHeading,
    body: html`<p role="status">${texts.sent}</p>
${addressLine(texts.sentTo, address)}
<p>${texts.nothingCame}</p>`,
  };
}

type SetForm = Readonly<{
  paths: PasswordPaths;
  view: PasswordLinkView;
  /** The secret of the link, which gives the right to act. */
  token: string;
  typed: TypedFaults;
  /** Seconds until another password may be tried. */
  wait?: number | undefined;
}>;

/** The form of a link. */
export function setPasswordPage({ paths, view, token, typed, wait }: SetForm, language: Language): Page {
  const texts = PASSWORD_TEXTS[language];
  const problems = [
    ...(wait === undefined ? [] : [{ text: texts.slowedDown(waitingTime(language, wait)) }]),
    ...passwordProblems(typed, language),
  ];
  return {
    language,
    heading: texts.setHeading[view.purpose],
    hasProblem: problems.length > 0,
    body: html`${problemSummary(problems, language)}
${addressLine(texts.account, view.address)}
<p>${texts.keepsTheirs}</p>
${form({
  action: paths.set,
  token: undefined,
  hidden: { token },
  body: [newPasswordFields(typed, view.address, language), button({ label: texts.choose, classes: SUBMIT })],
})}
<p>${texts.until} ${moment(view.expiresAt, language)}.</p>
<p>${texts.unexpected}</p>`,
  };
}

/** After a password was set by a link. */
export function passwordSetPage({ address }: Pick<PasswordLinkView, 'address'>, language: Language): Page {
  const texts = PASSWORD_TEXTS[language];
  return {
    language,
    heading: texts.doneHeading,
    body: html`${addressLine(texts.account, address)}
<p role="status">${texts.done}</p>
<p>${texts.keepsTheirs}</p>`,
  };
}

/** What a link, or a form, does not lead to. */
export function passwordProblemPage(
  problem: PasswordProblem,
  { forgotten }: Pick<PasswordPaths, 'forgotten'>,
  language: Language,
): Page {
  const texts = PASSWORD_TEXTS[language];
  const isOfLink = problem !== 'trouble' && problem !== 'not_a_form';
  return {
    language,
    heading: texts.problemHeading[problem],
    hasProblem: true,
    body: html`<p class="warning">${texts.problem[problem]}</p>
${isOfLink ? html`<p><a class="button" href="${forgotten}">${texts.askAgain}</a></p><p>${texts.askManager}</p>` : undefined}`,
  };
}
