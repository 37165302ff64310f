import { compileMail } from './compile-mail.ts';
import { writeCompiledMails } from './compiled-file.ts';
import { declaredMails } from './declared-mails.ts';
import { sourcesHash } from './sources-hash.ts';

/**
 * Compiles the mails in `src/adapters/mail/mails`.
 *
 * @returns the kinds of mails
 * @throws Error naming the mail that does not compile, and why
 */
export async function compileEveryMail(): Promise<string[]> {
  // Read before the sources: a change meanwhile is then noticed next time.
  const madeFrom = await sourcesHash();
  const kinds = [...(await declaredMails())].map(async ([kind, declared]) => {
    const mails = await Promise.all(declared.map(compileMail));
    return [kind, mails.toSorted((a, b) => b.variables.length - a.variables.length)] as const;
  });
  const mails = Object.fromEntries(await Promise.all(kinds));
  await writeCompiledMails({ madeFrom, mails });
  return Object.keys(mails);
}
