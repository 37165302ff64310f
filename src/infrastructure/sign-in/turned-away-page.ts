import type { Response } from 'express';
import type { StepUpOutcome } from '../../application/people/sign-in/step-ups.ts';
import type { Language } from '../../domain/shared/language.ts';
import { STATUS } from '../http/error-mapping.ts';
import { descriptionList } from '../pages/kit/description-list.ts';
import { html } from '../pages/kit/html.ts';
import type { SendPage } from '../pages/kit/send-page.ts';
import { TURNED_AWAY_TEXTS } from './turned-away-texts.ts';

type Refusal = Extract<StepUpOutcome, { outcome: 'turned_away' }>;

/**
 * Says to somebody whose sign-in is not enough for what they may do what is missing, what to do, and the code by which
 * operators find it in the log and in the audit log. `startUrl`: where the sign-in begins again.
 */
export function sendTurnedAwayPage(
  sendPage: SendPage,
  response: Response,
  { reason, levels, reached }: Pick<Refusal, 'reason' | 'levels' | 'reached'>,
  { language, startUrl }: Readonly<{ language: Language; startUrl: string }>,
): void {
  const texts = TURNED_AWAY_TEXTS[language];
  const isLevel = reason === 'level_missing';
  const facts = descriptionList([
    [texts.asked, isLevel ? levels.join(', ') : undefined],
    [texts.reached, isLevel ? (reached ?? texts.nothingReached) : undefined],
    [texts.code, html`<code>sign_in_${reason}</code>`],
  ]);
  const page = {
    language,
    heading: texts.heading,
    hasProblem: true,
    body: html`<p class="warning">${texts.why[reason]}</p>
<h2>${texts.whatToDo}</h2>
<ol>${texts.steps[reason].map((step) => html`<li>${step}</li>`)}</ol>
<p><a class="button" href="${startUrl}">${texts.again}</a></p>
${facts}`,
  };
  sendPage(response, page, { status: STATUS.forbidden.http });
}
