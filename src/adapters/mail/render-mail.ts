import type { MailContent } from '../../application/notification/mail-content.ts';
import { readableDomain } from '../../domain/shared/domain-name.ts';
import { readableEmail } from '../../domain/shared/email-address.ts';
import type { Language } from '../../domain/shared/language.ts';
import { compiledMails } from './compiled-mails.ts';
import { escapeHtml, fillTemplate, withoutLinks } from './fill-template.ts';

const readableDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

/** How people read values that are stored as machines have them: domains as in DNS, days as `YYYY-MM-DD`. */
const READABLE: Readonly<Record<string, (value: string, language: Language) => string>> = {
  address: readableEmail,
  domain: readableDomain,
  claimant: readableEmail,
  endsOn: readableDay,
  requiredFrom: readableDay,
};

export type RenderedMail = Readonly<{
  /** One line. */
  subject: string;
  /** A whole document, without remote content. */
  html: string;
  /** The same content as plain text, one line a paragraph. */
  text: string;
}>;

/**
 * Whether readers copy a value, which stays as it is then: their own address and password, and the domain whose status is
 * told at its support address. All others may be what somebody called something.
 */
const isToBeCopied = ({ kind }: MailContent, name: string): boolean =>
  name === 'address' || name === 'password' || (name === 'domain' && kind !== 'mail_domain_invitation');

/**
 * Writes a mail (contract/rest-api.md section 4, D72). Values are escaped for HTML and reduced to one line;
 * names become no links.
 *
 * @throws Error if a link is not an absolute http or https address
 */
export function renderMail(content: MailContent, language: Language): RenderedMail {
  const members: Readonly<Record<string, string | undefined>> = content;
  const mail = compiledMails()[content.kind]?.find(({ variables }) =>
    variables.every((name) => members[name] !== undefined),
  );
  if (!mail) throw new Error(`No mail of the kind ${content.kind} shows what its content has`);

  const { subject, html, text, words } = mail.languages[language];
  const values = Object.fromEntries(
    mail.variables.flatMap((name) => {
      const value = members[name] ?? '';
      const aspects = Object.entries(words[name]?.[value] ?? {});
      if (aspects.length > 0) return aspects.map(([aspect, word]) => [`${name}.${aspect}`, word]);
      if (mail.links.includes(name)) return [[name, webAddress(value)]];
      const readable = READABLE[name]?.(value, language) ?? value;
      return [[name, isToBeCopied(content, name) ? readable : withoutLinks(readable)]];
    }),
  );
  return {
    subject: fillTemplate(subject, values),
    html: fillTemplate(html, values, escapeHtml),
    text: fillTemplate(text, values),
  };
}

/**
 * The normal form of an absolute http or https address: only `&` and `'` remain to be escaped.
 *
 * @throws Error without the address, which may contain a login code
 */
function webAddress(link: string): string {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new Error('A mail may only link to an absolute http or https address');
  }
  return url.href;
}
