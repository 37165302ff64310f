import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../domain/shared/language.ts';

/** A mail, complete but for its variables, which stand between double braces. */
export type CompiledMail = Readonly<{
  /** The members of the content that it shows, kind apart. */
  variables: readonly string[];
  /** Those of them that are the address of a link. */
  links: readonly string[];
  languages: Readonly<
    Record<
      Language,
      Readonly<{
        subject: string;
        html: string;
        text: string;
        /** Values of `{{role.name}}`: by member, its value, and aspect. */
        words: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
      }>
    >
  >;
}>;

/** What `scripts/compile-mails.ts` writes. */
export type CompiledMails = Readonly<{
  /** A hash of all that they were made from. */
  madeFrom: string;
  /** The mails of each kind, those that show most first: the first for which the content has all variables is meant. */
  mails: Readonly<Record<string, readonly CompiledMail[]>>;
}>;

const FILE = join(import.meta.dirname, 'compiled', 'mails.json');
let mails: CompiledMails['mails'] | undefined;

/**
 * Our mails, read when they are first asked for.
 *
 * @throws Error when they have not been compiled
 */
export function compiledMails(): CompiledMails['mails'] {
  mails ??= read().mails;
  return mails;
}

function read(): CompiledMails {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch (cause) {
    throw new Error('The mails are not compiled: npm run generate, or npm run build', { cause });
  }
}
