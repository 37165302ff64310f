import type { Enrolment } from '../../../application/identity/enrolment/read-enrolment.ts';
import { maskedAddress, type ProvingAddress } from '../../../domain/identity/enrolment-proof.ts';
import { readableEmail } from '../../../domain/shared/email-address.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { Way, WayOut } from '../factor/enrolment-context.ts';
import { SECOND_FACTOR_TEXTS } from '../factor/factor-texts.ts';
import { addressLine } from '../kit/address-line.ts';
import { field } from '../kit/field.ts';
import { button, form } from '../kit/form.ts';
import { type Html, html } from '../kit/html.ts';
import { moment } from '../kit/moment.ts';
import { type Problem, problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { waitingTime } from '../kit/waiting-time.ts';
import type { EnrolmentPaths } from './enrolment-paths.ts';
import { ENROLMENT_TEXTS, PROOF_TEXTS, WAY_TEXTS } from './enrolment-texts.ts';

/** Names of the fields, which are their ids as well. */
export const PROOF_CODE = 'code';
export const PROOF_LINK = 'link';

/** Why the page is shown again. */
export type ProofProblem =
  | Readonly<{
      kind: 'form_expired' | 'code_missing' | 'code_wrong' | 'code_over' | 'link_missing' | 'link_refused';
    }>
  | Readonly<{ kind: 'slowed_down'; seconds: number }>;

type Framed = Readonly<{
  paths: EnrolmentPaths;
  /** Of the forms of the page. */
  token: string;
  /** Of whose factor it is. */
  address: string;
  out: WayOut;
}>;

function problemOf(problem: ProofProblem, language: Language): Problem {
  const texts = PROOF_TEXTS[language];
  switch (problem.kind) {
    case 'form_expired':
      return { text: ENROLMENT_TEXTS[language].formExpired };
    case 'slowed_down':
      return { text: ENROLMENT_TEXTS[language].slowedDown(waitingTime(language, problem.seconds)) };
    case 'code_missing':
      return { field: PROOF_CODE, text: texts.codeMissing };
    case 'code_wrong':
      return { field: PROOF_CODE, text: texts.codeWrong };
    case 'code_over':
      return { text: texts.codeOver };
    case 'link_missing':
      return { field: PROOF_LINK, text: texts.linkMissing };
    case 'link_refused':
      return { field: PROOF_LINK, text: texts.linkRefused };
  }
}

/** Why somebody adds a factor, how long it takes, and what becomes of it. */
const aboutFactors = ({ address, out }: Framed, language: Language): Html => {
  const texts = ENROLMENT_TEXTS[language];
  return html`${'list' in out ? undefined : html`<p class="notice">${out.client === undefined ? texts.wanted : texts.wantedBy(out.client)}</p>`}
${addressLine(texts.account, address)}
<p>${texts.why}</p>
<p>${texts.howLong}</p>
<p>${texts.ifLost}</p>`;
};

/** Where somebody goes who adds nothing. */
const wayOut = ({ paths, token, out }: Framed, language: Language): Html => {
  const texts = SECOND_FACTOR_TEXTS[language];
  if ('list' in out) return html`<p><a href="${out.list}">${ENROLMENT_TEXTS[language].toList}</a></p>`;
  return form({
    action: paths.start,
    token,
    body: html`<div class="actions">
${button({ label: texts.otherAccount, name: 'action', value: 'restart', classes: 'restart-submit', isSecondary: true })}
${
  out.client === undefined
    ? undefined
    : button({ label: texts.cancel(out.client), name: 'action', value: 'cancel', isSecondary: true })
}
</div>`,
  });
};

type ProofPage = Framed &
  Readonly<{
    enrolment: Pick<Enrolment, 'place' | 'hasCode'>;
    /** A link that the browser brought, which still has to be used. */
    link?: string | undefined;
    problem?: ProofProblem | undefined;
  }>;

/** Why no code can be mailed. */
function whyNoCode(place: Exclude<ProvingAddress, { address: string }>, language: Language): Html {
  const texts = PROOF_TEXTS[language];
  switch (place.obstacle) {
    case 'none':
      return html`<p class="warning">${texts.none}</p>`;
    case 'leads_back':
      return html`<p class="warning">${texts.leadsBack}</p>`;
    case 'written_by_owner':
      return html`<p class="warning">${texts.writtenByOwner} ${moment(place.until, language)}.</p>`;
  }
}

/** Before a first factor is added: asks for what only the owner has. */
export function proofPage(given: ProofPage, language: Language): Page {
  const { paths, token, enrolment, link, problem } = given;
  const { place, hasCode } = enrolment;
  const texts = PROOF_TEXTS[language];
  const told = problem && problemOf(problem, language);
  const errorOf = (name: string) => (told?.field === name ? `${told.text}.` : undefined);

  const typeCode = (to: string): Html => html`<p role="status">${texts.sent(to)} ${texts.howLong}</p>
${form({
  action: paths.start,
  token,
  body: [
    field({
      name: PROOF_CODE,
      label: texts.code,
      type: 'text',
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
      hint: texts.codeHint,
      error: errorOf(PROOF_CODE),
    }),
    button({ label: texts.check, name: 'action', value: 'check', classes: 'proof-submit' }),
  ],
})}
${form({
  action: paths.start,
  token,
  body: [
    html`<p>${texts.againAbout}</p>`,
    button({ label: texts.again, name: 'action', value: 'send', classes: 'code-submit', isSecondary: true }),
  ],
})}`;

  const sendCode = (to: string): Html =>
    form({
      action: paths.start,
      token,
      body: [
        html`<p>${texts.mailed(to)}</p>`,
        button({ label: texts.send, name: 'action', value: 'send', classes: 'code-submit' }),
      ],
    });

  const byLink = (isSecondary: boolean): Html =>
    form({
      action: paths.start,
      token,
      body: [
        field({
          name: PROOF_LINK,
          label: texts.link,
          type: 'text',
          autocomplete: 'off',
          hint: texts.linkHint,
          error: errorOf(PROOF_LINK),
          ...(link === undefined ? {} : { value: link }),
        }),
        button({ label: texts.useLink, name: 'action', value: 'link', classes: 'link-submit', isSecondary }),
      ],
    });

  /** What somebody does here first, and what else is possible. */
  const ways = (): Html => {
    if (link !== undefined) return html`<p>${texts.linkOpened}</p>${byLink(false)}`;
    if (!('address' in place)) {
      return html`${whyNoCode(place, language)}<p>${texts.askAdministrator}</p>${byLink(false)}`;
    }
    const to = maskedAddress(readableEmail(place.address));
    return html`${hasCode ? typeCode(to) : sendCode(to)}
<h2>${texts.orLink}</h2>
<p>${texts.linkAbout}</p>
${byLink(true)}`;
  };

  return {
    language,
    heading: ENROLMENT_TEXTS[language].heading,
    hasProblem: told !== undefined,
    body: html`${problemSummary(told ? [told] : [], language)}
${hasCode ? undefined : aboutFactors(given, language)}
<h2>${texts.heading}</h2>
<p>${texts.why}</p>
${ways()}
${wayOut(given, language)}`,
  };
}

/** What somebody chooses from who may add a factor. */
export function waysPage(given: Framed & Readonly<{ ways: readonly Way[] }>, language: Language): Page {
  const { paths, ways } = given;
  const texts = WAY_TEXTS[language];
  const cards: Readonly<Record<Way, Html>> = {
    passkey: html`<li><h3>${texts.passkey}</h3>
<p>${texts.passkeyAbout}</p>
<p class="hint">${texts.passkeyLost}</p>
<div class="actions"><a class="button" href="${paths.passkey}">${texts.choosePasskey}</a></div></li>`,
    totp: html`<li><h3>${texts.totp}</h3>
<p>${texts.totpAbout}</p>
<p class="hint">${texts.totpLost}</p>
<div class="actions"><a class="button" href="${paths.totp}">${texts.chooseTotp}</a></div></li>`,
  };
  return {
    language,
    heading: ENROLMENT_TEXTS[language].heading,
    body: html`${aboutFactors(given, language)}
<h2>${texts.heading}</h2>
<ul class="cards">${ways.map((way) => cards[way])}</ul>
${wayOut(given, language)}`,
  };
}

/** Nobody has more than ten of them. */
export const tooManyPage = (given: Framed, language: Language): Page => ({
  language,
  heading: ENROLMENT_TEXTS[language].heading,
  hasProblem: true,
  body: html`<p class="warning" role="alert">${WAY_TEXTS[language].tooMany}</p>
${wayOut(given, language)}`,
});
