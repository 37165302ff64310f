import type { AuthenticatorView } from '../../../application/identity/factor/factor-view.ts';
import type { Factors } from '../../../application/identity/factor/list-factors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { descriptionList } from '../kit/description-list.ts';
import { button, form } from '../kit/form.ts';
import { type Html, html } from '../kit/html.ts';
import { moment } from '../kit/moment.ts';
import { problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { ENROLMENT_TEXTS } from './enrolment-texts.ts';
import { NAME_FIELD, nameField } from './name-field.ts';
import type { OwnFactorsPaths } from './own-factors-paths.ts';
import { FACTOR_CHANGE_TEXTS, type FactorNotice, OWN_FACTORS_TEXTS } from './own-factors-texts.ts';
import { NAME_TEXTS } from './way-texts.ts';

/** Name of the hidden field, and of the part of the address, that names a factor. */
export const FACTOR_ID = 'id';

type OwnFactorsPage = Factors &
  Readonly<{
    paths: OwnFactorsPaths;
    address: string;
    /** From when on the domain requires a second factor; null: it does not. */
    requiredFrom: Date | null;
    notice?: FactorNotice | undefined;
    hasFormExpired?: boolean;
  }>;

const kindOf = ({ kind, isHardware }: AuthenticatorView, language: Language): string => {
  const texts = OWN_FACTORS_TEXTS[language];
  return isHardware ? texts.hardwareKey : texts.kinds[kind];
};

/** What somebody signs in with besides the password. */
export function ownFactorsPage(
  {
    paths,
    address,
    authenticators,
    recoveryCodes,
    requiredFrom,
    notice,
    hasFormExpired = false,
  }: OwnFactorsPage,
  language: Language,
): Page {
  const texts = OWN_FACTORS_TEXTS[language];
  const isEnrolled = authenticators.length > 0;

  const card = (factor: AuthenticatorView): Html => {
    const query = `?${FACTOR_ID}=${factor.id}`;
    const about = (label: string) => `${label}, ${factor.name}`;
    const copies = factor.isBackedUp ? texts.isBackedUp : texts.isNotBackedUp;
    return html`<li>
<h3>${factor.name}</h3>
${descriptionList([
  [texts.kind, kindOf(factor, language)],
  [texts.copies, factor.kind === 'passkey' && !factor.isHardware ? copies : undefined],
  [texts.added, moment(factor.createdAt, language)],
  [texts.used, factor.lastUsedAt === null ? texts.neverUsed : moment(factor.lastUsedAt, language)],
])}
<div class="actions">
<a class="button secondary" href="${paths.rename}${query}" aria-label="${about(texts.rename)}">${texts.rename}</a>
<a class="button secondary" href="${paths.remove}${query}" aria-label="${about(texts.remove)}">${texts.remove}</a>
</div>
</li>`;
  };

  const codes = (): Html => html`<h2>${texts.codes}</h2>
${
  recoveryCodes === null
    ? html`<p class="warning">${texts.noCodes}</p>`
    : html`<p>${texts.codesLeft(recoveryCodes.left)} ${texts.codesMade} ${moment(recoveryCodes.createdAt, language)}.</p>`
}
<div class="actions"><a class="button secondary" href="${paths.recoveryCodes}">${texts.renew}</a></div>
<h2>${texts.lost}</h2>
<p>${texts.lostAbout}</p>`;

  return {
    language,
    heading: texts.heading,
    hasProblem: hasFormExpired,
    body: html`${problemSummary(hasFormExpired ? [{ text: texts.formExpired }] : [], language)}
${notice === undefined ? undefined : html`<p class="notice" role="status">${texts.done[notice]}</p>`}
${addressLine(ENROLMENT_TEXTS[language].account, address)}
<p>${isEnrolled ? texts.has : texts.hasNone}</p>
${requiredFrom === null ? undefined : html`<p>${texts.requiredFrom} ${moment(requiredFrom, language)}.</p>`}
${isEnrolled ? html`<h2>${texts.list}</h2><ul class="cards">${authenticators.map(card)}</ul>` : html`<p>${ENROLMENT_TEXTS[language].why}</p>`}
<div class="actions"><a class="button" href="${paths.add}">${isEnrolled ? texts.add : texts.addFirst}</a></div>
${isEnrolled ? codes() : undefined}
<p><a href="${paths.account}">${texts.toAccount}</a></p>`,
  };
}

type ChangePage = Readonly<{
  paths: OwnFactorsPaths;
  token: string;
  factor: Pick<AuthenticatorView, 'id' | 'name'>;
}>;

/** Asks for another name of a factor. */
export function renameFactorPage(
  {
    paths,
    token,
    factor,
    written,
    isBad = false,
  }: ChangePage & Readonly<{ written?: string; isBad?: boolean }>,
  language: Language,
): Page {
  const texts = FACTOR_CHANGE_TEXTS[language];
  const error = isBad ? NAME_TEXTS[language].bad : undefined;
  return {
    language,
    heading: texts.renameHeading(factor.name),
    hasProblem: isBad,
    body: html`${problemSummary(error === undefined ? [] : [{ field: NAME_FIELD, text: error }], language)}
${form({
  action: paths.rename,
  token,
  hidden: { [FACTOR_ID]: factor.id },
  body: [
    nameField(written ?? factor.name, error, language),
    html`<div class="actions">${button({ label: texts.save, classes: 'rename-submit' })}
<a class="button secondary" href="${paths.list}">${texts.keep}</a></div>`,
  ],
})}`,
  };
}

/** Asks whether a factor is to be removed, and says what becomes of it. */
export function removeFactorPage(
  {
    paths,
    token,
    factor,
    isLast,
    isRequired,
  }: ChangePage & Readonly<{ isLast: boolean; isRequired: boolean }>,
  language: Language,
): Page {
  const texts = FACTOR_CHANGE_TEXTS[language];
  return {
    language,
    heading: texts.removeHeading(factor.name),
    body: html`<p>${texts.removeAbout}</p>
${isLast ? html`<p class="warning">${texts.removeLast}</p>` : undefined}
${isLast && isRequired ? html`<p class="warning">${texts.removeRequired}</p>` : undefined}
${form({
  action: paths.remove,
  token,
  hidden: { [FACTOR_ID]: factor.id },
  body: html`<div class="actions">${button({ label: texts.removeConfirm, classes: 'remove-submit' })}
<a class="button secondary" href="${paths.list}">${texts.keep}</a></div>`,
})}`,
  };
}

/** Asks whether there are to be new recovery codes. */
export function renewCodesPage({ paths, token }: Omit<ChangePage, 'factor'>, language: Language): Page {
  const texts = FACTOR_CHANGE_TEXTS[language];
  return {
    language,
    heading: texts.renewHeading,
    body: html`<p>${texts.renewAbout}</p>
${form({
  action: paths.recoveryCodes,
  token,
  body: html`<div class="actions">${button({ label: texts.renewConfirm, classes: 'renew-submit' })}
<a class="button secondary" href="${paths.list}">${texts.keep}</a></div>`,
})}`,
  };
}
