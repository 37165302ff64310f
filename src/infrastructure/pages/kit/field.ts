import { type Html, html } from './html.ts';

type Field = Readonly<{
  /** Name of the field, and its id in the page. */
  name: string;
  label: string;
  type: 'text' | 'email' | 'password';
  /** What the browser may fill in (HTML, autofill field name; RGAA 11.13). */
  autocomplete: string;
  /** Which keyboard a telephone shows, where it is not that of the type. */
  inputmode?: 'numeric';
  value?: string;
  hint?: string | undefined;
  /** Why what was sent was not taken; also in the page's `problemSummary`. */
  error?: string | undefined;
  isOptional?: boolean;
}>;

/** A text field with its label above, and what else is to know tied to it for screen readers. */
export function field({
  name,
  label,
  type,
  autocomplete,
  inputmode,
  value,
  hint,
  error,
  isOptional,
}: Field): Html {
  const hintId = `${name}-hint`;
  const errorId = `${name}-error`;
  const described = [...(hint === undefined ? [] : [hintId]), ...(error === undefined ? [] : [errorId])];
  // Addresses and passwords are never corrected or capitalized.
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint === undefined ? undefined : html`<p class="hint" id="${hintId}">${hint}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false"${[
    ...(inputmode === undefined ? [] : [html` inputmode="${inputmode}"`]),
    ...(value === undefined ? [] : [html` value="${value}"`]),
    ...(isOptional ? [] : [html` required`]),
    ...(error === undefined ? [] : [html` aria-invalid="true"`]),
    ...(described.length === 0 ? [] : [html` aria-describedby="${described.join(' ')}"`]),
  ]}>
${error === undefined ? undefined : html`<p class="field-error" id="${errorId}">${error}</p>`}
</div>`;
}
