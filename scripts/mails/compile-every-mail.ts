import { compileMail } from './compile-mail.ts';
import { writeCompiledMails } from './compiled-file.ts';
import { declaredMails } from './declared-mails.ts';
import { sourcesHash } from './sources-hash.ts';

/**
 * Compiles what `src/adapters/mail/mails` declares.
 *
 * @returns the kinds of mails
 * @throws Error naming the mail that does not compile, and why
 */
export async function compileEveryMail(): Promise<string[]> {
  // Before the sources are read: what changes meanwhile is then seen next time.
  const madeFrom = await sourcesHash();
  const kinds = [...(await declaredMails())].map(async ([kind, declared]) => {
    const mails = await Promise.all(declared.map(compileMail));
    return [kind, mails.toSorted((a, b) => b.variables.length - a.variables.length)] as const;
  });
  const mails = Object.fromEntries(await Promise.all(kinds));
  await writeCompiledMails({ madeFrom, mails });
  return Object.keys(mails);
}
