import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { field } from '../kit/field.ts';
import { button, form } from '../kit/form.ts';
import { html } from '../kit/html.ts';
import { type Problem, problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { ENROLMENT_TEXTS } from './enrolment-texts.ts';
import { NAME_FIELD, nameField } from './name-field.ts';
import { qrCode } from './qr-code.ts';
import { NAME_TEXTS, TOTP_TEXTS } from './way-texts.ts';

/** Name of the field of a code, which is its id as well. */
export const TOTP_CODE = 'code';
/** Name of the hidden field of what was offered. */
export const SEALED = 'sealed';

export type TotpProblem = 'form_expired' | 'code_missing' | 'code_refused' | 'expired' | 'bad_name';

type TotpPage = Readonly<{
  action: string;
  token: string;
  address: string;
  /** `secret`: in base32; `uri`: the same as an `otpauth:` address; `sealed`: its name among our forms. */
  offer: Readonly<{ secret: string; uri: string; sealed: string }>;
  name: string;
  back: string;
  problem?: TotpProblem | undefined;
}>;

const GROUP = /.{1,4}/g;

function problemOf(problem: TotpProblem, language: Language): Problem {
  const texts = TOTP_TEXTS[language];
  switch (problem) {
    case 'form_expired':
      return { text: ENROLMENT_TEXTS[language].formExpired };
    case 'expired':
      return { text: texts.expired };
    case 'code_missing':
      return { field: TOTP_CODE, text: texts.codeMissing };
    case 'code_refused':
      return { field: TOTP_CODE, text: texts.codeRefused };
    case 'bad_name':
      return { field: NAME_FIELD, text: NAME_TEXTS[language].bad };
  }
}

/** Gives a secret to an authenticator application, and asks for a code of it. */
export function totpPage(
  { action, token, address, offer, name, back, problem }: TotpPage,
  language: Language,
): Page {
  const texts = TOTP_TEXTS[language];
  const told = problem && problemOf(problem, language);
  const errorOf = (of: string) => (told?.field === of ? told.text : undefined);
  return {
    language,
    heading: texts.heading,
    hasProblem: told !== undefined,
    body: html`${problemSummary(told ? [told] : [], language)}
${addressLine(ENROLMENT_TEXTS[language].account, address)}
<ol class="steps">
<li><h2>${texts.open}</h2>
<p>${texts.first} ${texts.openAbout}</p></li>
<li><h2>${texts.scan}</h2>
${qrCode(offer.uri, texts.qrCode)}
<p><a href="${offer.uri}">${texts.sameDevice}</a></p>
<h3>${texts.byHand}</h3>
<p><code>${(offer.secret.match(GROUP) ?? []).join(' ')}</code></p>
<p class="hint">${texts.byHandAbout}</p></li>
<li><h2>${texts.type}</h2>
${form({
  action,
  token,
  hidden: { [SEALED]: offer.sealed },
  body: [
    field({
      name: TOTP_CODE,
      label: texts.code,
      type: 'text',
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
      hint: texts.codeHint,
      error: errorOf(TOTP_CODE),
    }),
    nameField(name, errorOf(NAME_FIELD), language),
    button({ label: texts.submit, classes: 'factor-submit' }),
  ],
})}</li>
</ol>
<p><a href="${back}">${ENROLMENT_TEXTS[language].back}</a></p>`,
  };
}
