/**
 * Catches the mails of a development machine. `MAIL_CATCHER_SMTP_PORT` (1025) and `MAIL_CATCHER_HTTP_PORT` (1080) choose
 * its ports. It ends on SIGTERM, on SIGINT and when the process that started it ends.
 */
import { z } from 'zod';
import { stopRequested } from '../companion/stop-requested.ts';
import { startMailCatcher } from './start-mail-catcher.ts';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const { MAIL_CATCHER_SMTP_PORT: smtpPort, MAIL_CATCHER_HTTP_PORT: httpPort } = z
  .object({ MAIL_CATCHER_SMTP_PORT: port(1025), MAIL_CATCHER_HTTP_PORT: port(1080) })
  .parse(process.env);

const requested = stopRequested();
const catcher = await startMailCatcher({ smtpPort, httpPort });
console.log(`mail catcher: SMTP on 127.0.0.1:${catcher.smtpPort}, mails on ${catcher.httpUrl}`);

await requested;
await catcher.close();
process.exit(0);
