import type { Language } from '../../../domain/shared/language.ts';
import { passkeyForm } from '../factor/passkey-form.ts';
import { addressLine } from '../kit/address-line.ts';
import { html } from '../kit/html.ts';
import { type Problem, problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { ENROLMENT_TEXTS } from './enrolment-texts.ts';
import { NAME_FIELD, nameField } from './name-field.ts';
import { NEW_PASSKEY_TEXTS } from './new-passkey-texts.ts';
import { NAME_TEXTS } from './way-texts.ts';

export type NewPasskeyProblem = 'form_expired' | 'refused' | 'taken' | 'bad_name';

type NewPasskeyPage = Readonly<{
  action: string;
  options: string;
  token: string;
  script: string;
  address: string;
  name: string;
  back: string;
  /** Where an application is added instead; undefined where that does not help. */
  totp: string | undefined;
  problem?: NewPasskeyProblem | undefined;
}>;

function problemOf(problem: NewPasskeyProblem, language: Language): Problem {
  const texts = NEW_PASSKEY_TEXTS[language];
  switch (problem) {
    case 'form_expired':
      return { text: ENROLMENT_TEXTS[language].formExpired };
    case 'refused':
      return { text: texts.refused };
    case 'taken':
      return { text: texts.taken };
    case 'bad_name':
      return { field: NAME_FIELD, text: NAME_TEXTS[language].bad };
  }
}

/** Asks the browser for a new passkey. It needs a script, and says so where none runs. */
export function newPasskeyPage(
  { action, options, token, script, address, name, back, totp, problem }: NewPasskeyPage,
  language: Language,
): Page {
  const texts = NEW_PASSKEY_TEXTS[language];
  const told = problem && problemOf(problem, language);
  const errorOf = (of: string) => (told?.field === of ? told.text : undefined);
  return {
    language,
    heading: texts.heading,
    hasProblem: told !== undefined,
    script,
    body: html`${problemSummary(told ? [told] : [], language)}
${addressLine(ENROLMENT_TEXTS[language].account, address)}
${passkeyForm(
  {
    ceremony: 'enrolment',
    options,
    action,
    token,
    label: texts.submit,
    about: texts.about,
    otherwise: texts.needsScript,
    fields: [
      nameField(name, errorOf(NAME_FIELD), language),
      // The script writes the key's answer there.
      html`<input type="hidden" name="response">`,
    ],
  },
  language,
)}
${totp === undefined ? undefined : html`<p><a href="${totp}">${texts.useApplication}</a></p>`}
<p><a href="${back}">${ENROLMENT_TEXTS[language].back}</a></p>`,
  };
}
