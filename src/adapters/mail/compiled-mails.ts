import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../domain/shared/language.ts';

/** A complete mail except for its variables, in double braces. */
export type CompiledMail = Readonly<{
  /** The members of the content that it shows, without `kind`. */
  variables: readonly string[];
  /** Those variables that are the address of a link. */
  links: readonly string[];
  languages: Readonly<
    Record<
      Language,
      Readonly<{
        subject: string;
        html: string;
        text: string;
        /** The values of `{{role.name}}`: by member, value and aspect. */
        words: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
      }>
    >
  >;
}>;

/** The output of `scripts/compile-mails.ts`. */
export type CompiledMails = Readonly<{
  /** A hash of all sources of the mails. */
  madeFrom: string;
  /**
   * The mails of each kind, the one with most variables first: the first whose variables are all in the content is used.
   */
  mails: Readonly<Record<string, readonly CompiledMail[]>>;
}>;

const FILE = join(import.meta.dirname, 'compiled', 'mails.json');
let mails: CompiledMails['mails'] | undefined;

/**
 * Our mails, loaded at the first use.
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
