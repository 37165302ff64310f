import { type Html, html } from './html.ts';

/** Name of the hidden field that holds a form's token (`FormTokens`). */
export const TOKEN_FIELD = 'form_token';

type Form = Readonly<{
  /** Path that the form is posted to. */
  action: string;
  /** What proves that the form is from a page of ours; absent only where the address itself gives the right to act. */
  token: string | undefined;
  body: Html | readonly Html[];
  /** Values that are posted with it, by name. */
  hidden?: Readonly<Record<string, string>>;
}>;

const hiddenField = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;

/** A form that is posted; the browser's own checks are off, since their words are in the language of the browser. */
export const form = ({ action, token, body, hidden = {} }: Form): Html =>
  html`<form method="post" action="${action}" novalidate>
${token === undefined ? undefined : hiddenField(TOKEN_FIELD, token)}
${Object.entries(hidden).map(([name, value]) => hiddenField(name, value))}
${body}
</form>`;

type Button = Readonly<{
  label: string;
  /** Name and value that are posted when this button is pressed. */
  name?: string;
  value?: string;
  /** Classes besides; programs find buttons by them. */
  classes?: string;
  isSecondary?: boolean;
  /** What the button is about, where its label alone does not tell it from others of the page. */
  about?: string;
}>;

const attribute = (name: string, value: string | undefined): Html | undefined =>
  value === undefined ? undefined : html` ${name}="${value}"`;

/** A button that posts its form. */
export function button({ label, name, value, classes, isSecondary = false, about }: Button): Html {
  const all = [...(isSecondary ? ['secondary'] : []), ...(classes === undefined ? [] : [classes])].join(' ');
  const parts = [
    attribute('name', name),
    attribute('value', value),
    attribute('class', all === '' ? undefined : all),
    attribute('aria-label', about === undefined ? undefined : `${label}, ${about}`),
  ];
  return html`<button type="submit"${parts.filter((part) => part !== undefined)}>${label}</button>`;
}
