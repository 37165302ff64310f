import { readableEmail } from '../../../domain/shared/email-address.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { html } from '../kit/html.ts';
import { moment } from '../kit/moment.ts';
import type { Page } from '../kit/render-page.ts';
import { RECOVERY_CODES_TEXTS } from './way-texts.ts';

type RecoveryCodesPage = Readonly<{
  address: string;
  codes: readonly string[];
  madeAt: Date;
  /** The name of the factor that was just added; undefined where there are new codes alone. */
  added?: string | undefined;
  /** Where somebody goes who has kept them. */
  next: string;
}>;

/** The recovery codes of somebody, shown this once. On paper it has the codes alone. */
export function recoveryCodesPage(
  { address, codes, madeAt, added, next }: RecoveryCodesPage,
  language: Language,
): Page {
  const texts = RECOVERY_CODES_TEXTS[language];
  return {
    language,
    heading: texts.heading,
    body: html`${added === undefined ? undefined : html`<p class="notice screen-only" role="status">${texts.added(added)}</p>`}
<p>${texts.keep}</p>
<p>${texts.each} <strong class="screen-only">${texts.never}</strong></p>
<p>${texts.of} <strong>${readableEmail(address)}</strong><br>${texts.madeAt} ${moment(madeAt, language)}</p>
<ol class="codes" aria-label="${texts.list}">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
<p class="hint screen-only">${texts.print}</p>
<div class="actions"><a class="button kept" href="${next}">${texts.kept}</a></div>`,
  };
}
