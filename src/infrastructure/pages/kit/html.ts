const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is ready to be sent. Only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | Html | undefined | readonly Html[];

function markup(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);
  return part.map(({ text }) => text).join('');
}

/** Markup from a template: text in it is escaped for content and for quoted attributes, markup stays, undefined is nothing. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(fixed.map((text, index) => text + markup(parts[index])).join(''));
