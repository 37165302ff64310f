import type { OwnAccount } from '../../../application/identity/provider/read-own-account.ts';
import { deviceName } from '../../../domain/identity/device-name.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { descriptionList } from '../kit/description-list.ts';
import { button, form } from '../kit/form.ts';
import { type Html, html } from '../kit/html.ts';
import { moment } from '../kit/moment.ts';
import { problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { ACCOUNT_TEXTS } from './account-texts.ts';
import type { IdentityPaths } from './identity-paths.ts';
import { shownName } from './shown-name.ts';

/** What was done by the form that led here. */
export const ACCOUNT_NOTICES = ['ended', 'othersEnded'] as const;
export type AccountNotice = (typeof ACCOUNT_NOTICES)[number];

type AccountPage = OwnAccount &
  Readonly<{
    paths: IdentityPaths;
    /** The session of the browser that reads the page. */
    currentId: string;
    token: string;
    notice?: AccountNotice | undefined;
    hasFormExpired?: boolean;
  }>;

function deviceIn(language: Language, userAgent: string | null): string {
  const texts = ACCOUNT_TEXTS[language];
  const { browser, system } = deviceName(userAgent);
  if (browser !== undefined && system !== undefined) return texts.deviceOn(browser, system);
  return browser ?? system ?? texts.unknownDevice;
}

/** The account of a mailbox owner, and where they are signed in. */
export function accountPage(
  { paths, address, secondFactor, sessions, currentId, token, notice, hasFormExpired = false }: AccountPage,
  language: Language,
): Page {
  const texts = ACCOUNT_TEXTS[language];
  const others = sessions.filter(({ id }) => id !== currentId);

  const card = (session: OwnAccount['sessions'][number]): Html => {
    const device = deviceIn(language, session.userAgent);
    const clients =
      session.clients.length === 0
        ? texts.noClient
        : session.clients.map((name) => shownName(name) ?? '?').join(', ');
    const isHere = session.id === currentId;
    return html`<li>
<h3>${isHere ? texts.here : device}</h3>
${descriptionList([
  [texts.client, clients],
  [texts.since, moment(session.signedInAt, language)],
  [texts.until, moment(session.expiresAt, language)],
  [texts.network, session.address ?? texts.unknown],
  [texts.device, isHere ? device : undefined],
])}
${
  isHere
    ? undefined
    : form({
        action: paths.sessions,
        token,
        hidden: { session: session.id },
        body: button({
          label: texts.end,
          name: 'action',
          value: 'end',
          isSecondary: true,
          about: `${device}, ${clients}`,
        }),
      })
}
</li>`;
  };

  const here = sessions.filter(({ id }) => id === currentId);
  return {
    language,
    heading: texts.heading,
    hasProblem: hasFormExpired,
    body: html`${problemSummary(hasFormExpired ? [{ text: texts.formExpired }] : [], language)}
${notice === undefined ? undefined : html`<p class="notice" role="status">${texts[notice]}</p>`}
${addressLine(texts.address, address)}
<div class="actions">
<a class="button" href="${paths.ownPassword}">${texts.changePassword}</a>
${form({
  action: paths.accountSignOut,
  token,
  body: button({ label: texts.signOut, classes: 'logout-submit', isSecondary: true }),
})}
</div>
<h2>${texts.secondFactor}</h2>
<p>${secondFactor.isEnrolled ? texts.hasFactor : texts.hasNoFactor}</p>
${secondFactor.requiredFrom === null ? undefined : html`<p>${texts.requiredFrom} ${moment(secondFactor.requiredFrom, language)}.</p>`}
<div class="actions"><a class="button${secondFactor.isEnrolled ? ' secondary' : ''}" href="${paths.ownFactors}">${secondFactor.isEnrolled ? texts.manageFactors : texts.addFactor}</a></div>
<h2>${texts.sessions}</h2>
<p>${others.length === 0 ? texts.onlyHere : texts.sessionsAbout}</p>
<ul class="cards">${[...here, ...others].map(card)}</ul>
${
  others.length === 0
    ? undefined
    : form({
        action: paths.sessions,
        token,
        body: button({ label: texts.endOthers, name: 'action', value: 'end_others' }),
      })
}`,
  };
}
