import type { Language } from '../../../domain/shared/language.ts';
import { form } from '../kit/form.ts';
import { type Html, html } from '../kit/html.ts';
import { PASSKEY_TEXTS } from './factor-texts.ts';

type PasskeyForm = Readonly<{
  /** What the browser is to do with a key. */
  ceremony: 'sign-in' | 'enrolment';
  /** Path that says what the browser asks the key for. */
  options: string;
  /** Path that takes the key's answer. */
  action: string;
  token: string;
  label: string;
  about: string;
  /** What is shown instead where the browser knows no passkeys, or runs no scripts; nothing when absent. */
  otherwise?: string;
  /** Fields that are sent with the answer. */
  fields?: readonly Html[];
  isSecondary?: boolean;
}>;

/** A form that the script of passkeys brings to life. It is hidden wherever the script does not run. */
export function passkeyForm(
  {
    ceremony,
    options,
    action,
    token,
    label,
    about,
    otherwise,
    fields = [],
    isSecondary = false,
  }: PasskeyForm,
  language: Language,
): Html {
  const texts = PASSKEY_TEXTS[language];
  const classes = isSecondary ? 'secondary passkey-submit' : 'passkey-submit';
  return html`<div data-passkey="${ceremony}" data-options="${options}" data-cancelled="${texts.cancelled}" data-failed="${texts.failed}">
${otherwise === undefined ? undefined : html`<p class="passkey-otherwise">${otherwise}</p>`}
<div class="passkey-ready" hidden>
${form({
  action,
  token,
  body: html`<p>${about}</p>
${fields}
<p class="field-error" role="alert" data-passkey-problem></p>
<div class="actions"><button type="submit" class="${classes}">${label}</button></div>`,
})}
</div>
</div>`;
}
