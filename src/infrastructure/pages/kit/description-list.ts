import { type Html, html } from './html.ts';

/** Terms and what each of them is here; an entry without a description is left out. */
export const descriptionList = (
  entries: readonly (readonly [term: string, description: string | Html | undefined])[],
): Html => {
  const known = entries.filter(([, description]) => description !== undefined);
  return html`<dl>${known.map(([term, description]) => html`<dt>${term}</dt><dd>${description}</dd>`)}</dl>`;
};
