import type { PasswordWeakness } from '../../../domain/identity/password-rules.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { field } from '../kit/field.ts';
import { type Html, html } from '../kit/html.ts';
import type { Problem } from '../kit/problem-summary.ts';
import { PASSWORD_FAULTS, type TypedFault } from './password-faults.ts';
import { PASSWORD_TEXTS } from './password-texts.ts';

/** Names of the fields, which are their ids as well. */
export const NEW_PASSWORD = 'password';
export const NEW_PASSWORD_AGAIN = 'password_again';

/** Why what was typed was not taken. */
export type TypedFaults = Readonly<{
  faults: readonly TypedFault[];
  weaknesses: readonly PasswordWeakness[];
}>;
export const NO_FAULTS: TypedFaults = { faults: [], weaknesses: [] };

const fieldOf = (fault: TypedFault): string => (fault === 'not_repeated' ? NEW_PASSWORD_AGAIN : NEW_PASSWORD);

/** Each fault as a problem of its field. */
export const passwordProblems = ({ faults }: TypedFaults, language: Language): readonly Problem[] =>
  faults.map((fault) => ({ field: fieldOf(fault), text: PASSWORD_FAULTS[language].faults[fault] }));

/**
 * The two fields of a new password, empty: a page never repeats one. `address` is for password managers, which keep it
 * with the password.
 */
export function newPasswordFields(typed: TypedFaults, address: string, language: Language): Html {
  const texts = PASSWORD_TEXTS[language];
  const problems = passwordProblems(typed, language);
  const errorOf = (name: string): string | undefined => {
    const own = problems.filter((problem) => problem.field === name).map(({ text }) => `${text}.`);
    return own.length === 0 ? undefined : own.join(' ');
  };
  const help = typed.weaknesses.map(
    (weakness) => html`<li>${PASSWORD_FAULTS[language].weaknesses[weakness]}</li>`,
  );
  const shared = { type: 'password', autocomplete: 'new-password' } as const;
  return html`<input type="text" name="username" value="${address}" autocomplete="username" readonly hidden>
${field({ ...shared, name: NEW_PASSWORD, label: texts.newPassword, hint: texts.newHint, error: errorOf(NEW_PASSWORD) })}
${help.length === 0 ? undefined : html`<p id="what-helps">${texts.helps}</p><ul aria-labelledby="what-helps">${help}</ul>`}
${field({ ...shared, name: NEW_PASSWORD_AGAIN, label: texts.again, error: errorOf(NEW_PASSWORD_AGAIN) })}`;
}

/** The password in both fields, or what is wrong before any rule is asked. */
export function typedPassword(fields: URLSearchParams): { password: string } | TypedFaults {
  const password = fields.get(NEW_PASSWORD) ?? '';
  if (password === '') return { faults: ['missing'], weaknesses: [] };
  const isRepeated = password === (fields.get(NEW_PASSWORD_AGAIN) ?? '');
  return isRepeated ? { password } : { faults: ['not_repeated'], weaknesses: [] };
}
