import type { MailLinkView } from '../../../application/mailbox/link/mail-link-view.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { button, form } from '../kit/form.ts';
import { type Html, html } from '../kit/html.ts';
import { moment } from '../kit/moment.ts';
import type { Page } from '../kit/render-page.ts';
import { MAIL_LINK_PATH } from './mail-link-path.ts';
import { MAIL_LINK_TEXTS } from './mail-link-texts.ts';

/** What a form of the page asks for. */
export const MAIL_LINK_ACTIONS = ['open_mailbox', 'show_password', 'choose_password'] as const;
export type MailLinkAction = (typeof MAIL_LINK_ACTIONS)[number];

const actionForm = (token: string, action: MailLinkAction, label: string): Html =>
  form({
    action: MAIL_LINK_PATH,
    // The link itself gives the right to act.
    token: undefined,
    hidden: { token },
    body: button({ label, name: 'action', value: action }),
  });

type Offer = Readonly<{
  view: MailLinkView;
  token: string;
  /** Whether its reader may choose the password of their identity, which has none that they know. */
  choosesPassword: boolean;
}>;

/** What a link offers, before anybody acts on it. */
export function offerPage({ view, token, choosesPassword }: Offer, language: Language): Page {
  const texts = MAIL_LINK_TEXTS[language];
  const { address, expiresAt, opensWebmail, password } = view;
  const isUsedUp = !opensWebmail && password === undefined && !choosesPassword;
  return {
    language,
    heading: password === undefined || opensWebmail ? texts.heading : texts.passwordHeading,
    body: html`${addressLine(texts.address, address)}
${password === 'waiting' ? html`<p>${texts.shownOnce}</p>${actionForm(token, 'show_password', texts.showPassword)}` : undefined}
${password === 'shown' ? html`<p class="warning">${texts.wasShown}</p>` : undefined}
${password === 'unreadable' ? html`<p class="warning">${texts.unreadable} ${texts.askAgain}</p>` : undefined}
${opensWebmail ? actionForm(token, 'open_mailbox', texts.openMailbox) : undefined}
${choosesPassword ? html`<p>${texts.identity}</p>${actionForm(token, 'choose_password', texts.choosePassword)}` : undefined}
${isUsedUp ? html`<p class="warning">${texts.usedUp} ${texts.askAgain}</p>` : undefined}
<p>${texts.until} ${moment(expiresAt, language)}.</p>
<p>${texts.unexpected}</p>`,
  };
}

/** The password, which this page alone shows. */
export function passwordPage(
  {
    view,
    password,
    token,
    webmailUrl,
  }: Readonly<{ view: MailLinkView; password: string; token: string; webmailUrl: string }>,
  language: Language,
): Page {
  const texts = MAIL_LINK_TEXTS[language];
  return {
    language,
    heading: texts.passwordHeading,
    body: html`${addressLine(texts.address, view.address)}
<p id="password">${texts.password}</p>
<code aria-labelledby="password">${password}</code>
<p class="warning" role="status">${texts.keepIt}</p>
${
  view.opensWebmail
    ? actionForm(token, 'open_mailbox', texts.openMailbox)
    : html`<p><a class="button" href="${webmailUrl}">${texts.goToWebmail}</a></p>`
}`,
  };
}

/** Why a link does not do what was asked of it. */
export type MailLinkProblem =
  | 'unknown'
  | 'expired'
  | 'usedUp'
  | 'unreadable'
  | 'away'
  | 'refused'
  | 'trouble';

const HEADINGS = {
  unknown: 'unknownHeading',
  expired: 'expiredHeading',
  usedUp: 'heading',
  unreadable: 'unreadableHeading',
  away: 'awayHeading',
  refused: 'refusedHeading',
  trouble: 'troubleHeading',
} as const satisfies Record<MailLinkProblem, keyof (typeof MAIL_LINK_TEXTS)[Language]>;

export function problemPage(problem: MailLinkProblem, token: string, language: Language): Page {
  const texts = MAIL_LINK_TEXTS[language];
  const isOver =
    problem === 'unknown' || problem === 'expired' || problem === 'usedUp' || problem === 'unreadable';
  const words = problem === 'expired' ? '' : texts[problem];
  return {
    language,
    heading: texts[HEADINGS[problem]],
    body: isOver
      ? html`<p class="warning">${words} ${texts.askAgain}</p>`
      : html`<p class="warning">${words}</p>
<p><a class="button" href="${MAIL_LINK_PATH}?token=${encodeURIComponent(token)}">${texts.tryAgain}</a></p>`,
  };
}
