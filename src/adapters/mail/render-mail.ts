import type { MailContent } from '../../application/notification/mailer.ts';
import type { Language } from '../../domain/shared/language.ts';
import { COMPILED_MAILS } from './compiled/compiled-mails.ts';
import { escapeHtml, fillTemplate } from './fill-template.ts';
import { mailVariables } from './mail-variables.ts';

export type RenderedMail = Readonly<{
  /** One line. */
  subject: string;
  /** A whole document, without remote content. */
  html: string;
  /** The same content as plain text, one line a paragraph. */
  text: string;
}>;

/**
 * Writes a mail (contract/rest-api.md section 4, D72). Values are escaped for HTML and reduced to one line.
 *
 * @throws Error if a link is not an absolute http or https address
 */
export function renderMail(content: MailContent, language: Language): RenderedMail {
  const { template, values } = mailVariables(content, language);
  const { subject, html, text } = COMPILED_MAILS[template][language];
  return {
    subject: fillTemplate(subject, values),
    html: fillTemplate(html, values, escapeHtml),
    text: fillTemplate(text, values),
  };
}
