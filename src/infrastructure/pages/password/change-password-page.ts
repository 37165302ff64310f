import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { field } from '../kit/field.ts';
import { button, form } from '../kit/form.ts';
import { html } from '../kit/html.ts';
import { type Problem, problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { waitingTime } from '../kit/waiting-time.ts';
import { newPasswordFields, passwordProblems, type TypedFaults } from './new-password-fields.ts';
import type { PasswordPaths } from './password-paths.ts';
import { PASSWORD_TEXTS } from './password-texts.ts';

/** Name of the field of the present password, which is its id as well. */
export const OLD_PASSWORD = 'old_password';

/** Why what was sent was not taken, besides faults of the new password. */
export type ChangeProblem =
  | Readonly<{ kind: 'form_expired' | 'old_missing' | 'old_wrong' }>
  | Readonly<{ kind: 'slowed_down'; seconds: number }>;

type ChangeForm = Readonly<{
  paths: PasswordPaths;
  address: string;
  /** Of the form, bound to the session. */
  token: string;
  typed: TypedFaults;
  problem?: ChangeProblem | undefined;
}>;

function toldOf(problem: ChangeProblem, language: Language): Problem {
  const texts = PASSWORD_TEXTS[language];
  switch (problem.kind) {
    case 'slowed_down':
      return { text: texts.slowedDown(waitingTime(language, problem.seconds)) };
    case 'form_expired':
      return { text: texts.formExpired };
    case 'old_missing':
      return { field: OLD_PASSWORD, text: texts.oldMissing };
    case 'old_wrong':
      return { field: OLD_PASSWORD, text: texts.oldWrong };
  }
}

/** The form of somebody who is signed in and knows their password. */
export function changePasswordPage(
  { paths, address, token, typed, problem }: ChangeForm,
  language: Language,
): Page {
  const texts = PASSWORD_TEXTS[language];
  const told = problem && toldOf(problem, language);
  const problems = [...(told ? [told] : []), ...passwordProblems(typed, language)];
  return {
    language,
    heading: texts.changeHeading,
    hasProblem: problems.length > 0,
    body: html`${problemSummary(problems, language)}
${addressLine(texts.account, address)}
<p>${texts.keepsTheirs}</p>
${form({
  action: paths.change,
  token,
  body: [
    field({
      name: OLD_PASSWORD,
      label: texts.oldPassword,
      type: 'password',
      autocomplete: 'current-password',
      error: told?.field === undefined ? undefined : `${told.text}.`,
    }),
    newPasswordFields(typed, address, language),
    html`<p>${texts.othersEnd}</p>`,
    button({ label: texts.change, classes: 'password-submit' }),
  ],
})}
<p><a href="${paths.forgotten}">${texts.forgottenLink}</a></p>
<p><a href="${paths.account}">${texts.backToAccount}</a></p>`,
  };
}

/** After the password was changed: this session goes on. */
export function passwordChangedPage(
  { address, paths }: Pick<ChangeForm, 'address' | 'paths'>,
  language: Language,
): Page {
  const texts = PASSWORD_TEXTS[language];
  return {
    language,
    heading: texts.doneHeading,
    body: html`${addressLine(texts.account, address)}
<p role="status">${texts.doneOthers}</p>
<p>${texts.keepsTheirs}</p>
<p><a class="button" href="${paths.account}">${texts.toAccount}</a></p>`,
  };
}
