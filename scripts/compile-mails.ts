/**
 * Compiles our mails from MJML, unless they are up to date. The output is not committed: builds, starts and tests run
 * this.
 */
import { isUpToDate } from './mails/compiled-file.ts';

if (!(await isUpToDate())) {
  const { compileEveryMail } = await import('./mails/compile-every-mail.ts');
  const kinds = await compileEveryMail();
  process.stdout.write(`mails: ${kinds.length} kinds compiled\n`);
}
