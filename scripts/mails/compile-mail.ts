import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mjml2html from 'mjml';
import type { CompiledMail } from '../../src/adapters/mail/compiled-mails.ts';
import { escapeHtml } from '../../src/adapters/mail/fill-template.ts';
import type { MailDefinition, Words } from '../../src/adapters/mail/layouts/define-mail.ts';
import { SHARED_TEXTS } from '../../src/adapters/mail/layouts/shared-texts.ts';
import type { Language } from '../../src/domain/shared/language.ts';
import { mailPlainText } from './mail-plain-text.ts';

const FRAME = join(import.meta.dirname, '../../src/adapters/mail/layouts/frame.mjml');
const BODY = '<!-- The body of the mail. -->';

const namesIn = (text: string, pattern: RegExp): Set<string> =>
  new Set(Array.from(text.matchAll(pattern), ([, name = '']) => name));

/** Fails unless `used` and `declared` contain the same names. */
function ensureSame(what: string, used: ReadonlySet<string>, declared: ReadonlySet<string>): void {
  const missing = [...used].filter((name) => !declared.has(name));
  const unused = [...declared].filter((name) => !used.has(name));
  if (missing.length > 0) throw new Error(`${what}: nothing stands for ${missing.join(', ')}`);
  if (unused.length > 0) throw new Error(`${what}: ${unused.join(', ')} used nowhere`);
}

async function layoutOf(body: string): Promise<{ html: string; text: string }> {
  const frame = await readFile(FRAME, 'utf8');
  const { html, json } = await mjml2html(
    frame.replace(BODY, () => body),
    {
      validationLevel: 'strict',
      keepComments: false,
      fonts: {},
    },
  );
  const compact = html.replace(/^[ \t]+|[ \t]+$/gm, '').replace(/\n{2,}/g, '\n');
  return { html: compact, text: mailPlainText(json) };
}

/** The names for `member` in a template: itself, or each aspect of the wording that all its values must have. */
function namesFor(what: string, member: string, words: Words[string] = {}): string[] {
  const [first, ...others] = Object.values(words).map((aspects) => new Set(Object.keys(aspects)));
  if (first === undefined) return [member];
  for (const aspects of others) ensureSame(`${what}: words for ${member}`, first, aspects);
  return [...first].map((aspect) => `${member}.${aspect}`);
}

/**
 * The compiled mail in every language: at run time only variables are filled in.
 *
 * @throws Error naming unused or undefined slots and variables, or a link that is put together from parts, which could
 *   not be checked
 */
export async function compileMail(definition: MailDefinition): Promise<CompiledMail> {
  const { kind, ...sample } = definition.sample;
  const variables = Object.keys(sample);
  const layout = await layoutOf(definition.body);
  const [oddLink] = namesIn(layout.html, /\shref="(?!\{\{\w+\}\}")([^"]*\{\{[^"]*)"/g);
  if (oddLink !== undefined)
    throw new Error(`${kind}: the address of a link must be one variable, not ${oddLink}`);

  const inLanguage = (language: Language) => {
    const what = `${kind} in ${language}`;
    const words = definition.words?.[language] ?? {};
    const sentences: Readonly<Record<string, string | undefined>> = {
      ...SHARED_TEXTS[language],
      ...definition.texts[language],
    };
    const own = Object.keys(definition.texts[language]);
    const used = namesIn(layout.html, /\[\[(\w+)\]\]/g);
    // A mail without a link has no use for what all others say of theirs.
    const declared = Object.keys(sentences).filter((name) => used.has(name) || own.includes(name));
    ensureSame(what, used, new Set(declared));
    const fill = (text: string, encode: (sentence: string) => string): string =>
      text.replace(/\[\[(\w+)\]\]/g, (_, name: string) => encode(sentences[name] ?? ''));

    const html = fill(layout.html, escapeHtml);
    const text = fill(layout.text, (sentence) => sentence);
    const shown = new Set(variables.flatMap((name) => namesFor(what, name, words[name])));
    for (const part of [html, text]) ensureSame(what, namesIn(part, /\{\{([\w.]+)\}\}/g), shown);
    return { subject: sentences['subject'] ?? '', html, text, words };
  };

  return {
    variables,
    links: [...namesIn(layout.html, /\shref="\{\{(\w+)\}\}"/g)],
    languages: { 'en-us': inLanguage('en-us'), 'fr-fr': inLanguage('fr-fr') },
  };
}
