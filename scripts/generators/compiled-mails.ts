import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';
import { escapeHtml } from '../../src/adapters/mail/fill-template.ts';
import {
  type CompiledMail,
  type MailTemplate,
  TEMPLATE_VARIABLES,
} from '../../src/adapters/mail/mail-template.ts';
import { english } from '../../src/adapters/mail/templates/english.ts';
import { french } from '../../src/adapters/mail/templates/french.ts';
import type { MailTexts } from '../../src/adapters/mail/templates/mail-texts.ts';
import { LANGUAGES, type Language } from '../../src/domain/shared/language.ts';
import type { GeneratedFile } from './generated-file.ts';
import { mailPlainText } from './mail-plain-text.ts';

const FOLDER = 'src/adapters/mail';
const TEXTS: Readonly<Record<Language, MailTexts>> = { 'en-us': english, 'fr-fr': french };
const TEMPLATES = Object.keys(TEMPLATE_VARIABLES) as MailTemplate[];
const NOTICE = '// Made by "npm run generate" from the templates folder: change those, not this file.\n';

/** Mails of one form have a layout in common; the others have one of their own name. */
const SHARED_LAYOUTS: Partial<Record<MailTemplate, string>> = {
  team_invitation: 'invitation',
  mail_domain_invitation: 'invitation',
  mail_domain_enabled: 'notice',
  mail_domain_action_required: 'notice',
  mail_domain_failed: 'notice',
  account_recognized: 'notice',
  organization_claim_received: 'notice',
  organization_claim_approved: 'notice',
  organization_claim_rejected: 'notice',
  organization_claim_superseded: 'notice',
};

const fileNameOf = (template: MailTemplate): string => template.replaceAll('_', '-');
const constantOf = (template: MailTemplate): string => template.toUpperCase();

const namesIn = (text: string, pattern: RegExp): Set<string> =>
  new Set(Array.from(text.matchAll(pattern), ([, name = '']) => name));

/** Fails unless `used` and `declared` name the same things. */
function ensureSame(what: string, used: ReadonlySet<string>, declared: ReadonlySet<string>): void {
  const missing = [...used].filter((name) => !declared.has(name));
  const unused = [...declared].filter((name) => !used.has(name));
  if (missing.length > 0) throw new Error(`${what}: nothing stands for ${missing.join(', ')}`);
  if (unused.length > 0) throw new Error(`${what}: ${unused.join(', ')} used nowhere`);
}

async function layoutOf(template: MailTemplate): Promise<{ html: string; text: string }> {
  const layout = SHARED_LAYOUTS[template] ?? fileNameOf(template);
  const filePath = fileURLToPath(new URL(`../../${FOLDER}/templates/${layout}.mjml`, import.meta.url));
  const { html, json } = await mjml2html(await readFile(filePath, 'utf8'), {
    filePath,
    validationLevel: 'strict',
    ignoreIncludes: false,
    keepComments: false,
    fonts: {},
  });
  const compact = html.replace(/^[ \t]+|[ \t]+$/gm, '').replace(/\n{2,}/g, '\n');
  return { html: compact, text: mailPlainText(json) };
}

function inLanguage(
  template: MailTemplate,
  layout: { html: string; text: string },
  { lang, shared, mails }: MailTexts,
): CompiledMail {
  const sentences: Record<string, string> = { lang, ...shared, ...mails[template] };
  const what = `${template} in ${lang}`;
  ensureSame(what, namesIn(layout.html, /\[\[(\w+)\]\]/g), new Set(Object.keys(sentences)));
  const fill = (text: string, encode: (sentence: string) => string): string =>
    text.replace(/\[\[(\w+)\]\]/g, (_, name: string) => encode(sentences[name] ?? ''));

  const html = fill(layout.html, escapeHtml);
  const text = fill(layout.text, (sentence) => sentence);
  const declared = new Set<string>(TEMPLATE_VARIABLES[template]);
  for (const part of [html, text]) ensureSame(what, namesIn(part, /\{\{(\w+)\}\}/g), declared);
  return { subject: mails[template].subject, html, text };
}

const literal = (text: string): string => `\`${text.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\``;

async function moduleOf(template: MailTemplate): Promise<string> {
  const layout = await layoutOf(template);
  const languages = LANGUAGES.map((language) => {
    const { subject, html, text } = inLanguage(template, layout, TEXTS[language]);
    const parts = [`subject: ${JSON.stringify(subject)}`, `text: ${literal(text)}`, `html: ${literal(html)}`];
    return `  '${language}': {\n    ${parts.join(',\n    ')},\n  },\n`;
  });
  return [
    NOTICE,
    "import type { Language } from '../../../domain/shared/language.ts';\n",
    "import type { CompiledMail } from '../mail-template.ts';\n\n",
    `export const ${constantOf(template)}: Readonly<Record<Language, CompiledMail>> = {\n`,
    ...languages,
    '};\n',
  ].join('');
}

const indexModule = (): string =>
  [
    NOTICE,
    "import type { Language } from '../../../domain/shared/language.ts';\n",
    "import type { CompiledMail, MailTemplate } from '../mail-template.ts';\n",
    ...TEMPLATES.map((name) => `import { ${constantOf(name)} } from './${fileNameOf(name)}.ts';\n`),
    '\nexport const COMPILED_MAILS: Readonly<Record<MailTemplate, Readonly<Record<Language, CompiledMail>>>> = {\n',
    ...TEMPLATES.map((name) => `  ${name}: ${constantOf(name)},\n`),
    '};\n',
  ].join('');

/** Our mails, compiled from MJML in every language: what is left for run time is to fill the variables in. */
export const compiledMails: readonly GeneratedFile[] = [
  { path: `${FOLDER}/compiled/compiled-mails.ts`, make: async () => indexModule() },
  ...TEMPLATES.map((template) => ({
    path: `${FOLDER}/compiled/${fileNameOf(template)}.ts`,
    make: () => moduleOf(template),
  })),
];
