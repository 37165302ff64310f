import type { Language } from '../../../domain/shared/language.ts';
import { type Html, html } from './html.ts';
import { PAGE_TEXTS } from './page-texts.ts';

/** A problem of a field, by its name, or of the page as a whole. */
export type Problem = Readonly<{ field?: string; text: string }>;

/**
 * What is wrong, at the top of the page, each with a link to its field. It takes the focus when the page is read, without
 * a script, so screen readers begin there. Set `hasProblem` of such a page.
 */
export function problemSummary(problems: readonly Problem[], language: Language): Html | undefined {
  if (problems.length === 0) return undefined;
  const lines = problems.map(({ field, text }) =>
    field === undefined ? html`<p>${text}</p>` : html`<p><a href="#${field}">${text}</a></p>`,
  );
  return html`<div class="problem" id="problem" role="group" aria-labelledby="problem-heading" tabindex="-1" autofocus>
<h2 id="problem-heading">${PAGE_TEXTS[language].problem}</h2>
${lines}
</div>`;
}
