import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MailDefinition } from '../../src/adapters/mail/layouts/define-mail.ts';
import { MAIL_KINDS } from '../../src/application/notification/mail-content.ts';

const FOLDER = join(import.meta.dirname, '../../src/adapters/mail/mails');

/**
 * The mails in `src/adapters/mail/mails` and its folders, by kind.
 *
 * @throws Error naming a kind without a file, or a file that declares anything but mails of its kind
 */
export async function declaredMails(): Promise<ReadonlyMap<string, readonly MailDefinition[]>> {
  const found = await readdir(FOLDER, { recursive: true });
  const files = found.filter((path) => /^(?:[\w-]+[/\\])*[\w-]+\.ts$/.test(path)).sort();
  const mails = new Map<string, readonly MailDefinition[]>();
  for (const file of files) {
    const kind = basename(file, '.ts').replaceAll('-', '_');
    const declared: readonly MailDefinition[] = Object.values(
      await import(pathToFileURL(join(FOLDER, file)).href),
    );
    if (declared.length === 0 || declared.some(({ sample }) => sample.kind !== kind)) {
      throw new Error(`${file} must declare mails of the kind ${kind}, and nothing else`);
    }
    mails.set(kind, declared);
  }
  const missing = Object.keys(MAIL_KINDS).filter((kind) => !mails.has(kind));
  if (missing.length > 0) throw new Error(`No file in src/adapters/mail/mails for ${missing.join(', ')}`);
  return mails;
}
