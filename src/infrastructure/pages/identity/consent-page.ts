import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { button, form } from '../kit/form.ts';
import { html } from '../kit/html.ts';
import { problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { CONSENT_TEXTS, SCOPE_TEXTS, SIGN_IN_TEXTS } from './identity-texts.ts';

type ConsentPage = Readonly<{
  action: string;
  token: string;
  service: Readonly<{ name: string; client: string }>;
  /** Address of whose consent is asked for. */
  address: string;
  scopes: readonly string[];
  hasFormExpired?: boolean;
}>;

/** Asks whether a service may be told what it asks for. */
export function consentPage(
  { action, token, service, address, scopes, hasFormExpired = false }: ConsentPage,
  language: Language,
): Page {
  const texts = CONSENT_TEXTS[language];
  const words = scopes.map((scope) =>
    Object.hasOwn(SCOPE_TEXTS[language], scope) ? SCOPE_TEXTS[language][scope] : undefined,
  );
  const said = [...new Set(words)].filter((word) => word !== undefined);
  return {
    language,
    heading: texts.heading(service.name),
    hasProblem: hasFormExpired,
    body: html`${problemSummary(hasFormExpired ? [{ text: SIGN_IN_TEXTS[language].formExpired }] : [], language)}
${addressLine(texts.signedInAs, address)}
<p>${texts.gets(service.client)}</p>
<ul>${said.map((word) => html`<li>${word}</li>`)}</ul>
<p>${texts.notPassword}</p>
${form({
  action,
  token,
  body: html`<div class="actions">
${button({ label: texts.allow, name: 'action', value: 'allow', classes: 'consent-submit' })}
${button({ label: texts.refuse, name: 'action', value: 'refuse', isSecondary: true })}
</div>`,
})}`,
  };
}
