/**
 * Imitates dimail on a development machine, on port `DIMAIL_PORT` (8001). It ends on SIGTERM, on SIGINT and when the
 * program that started it ends. With `COMPANION_DATA_FILE` it keeps its state there from start to start.
 */
import { stopRequested } from '../companion/stop-requested.ts';
import { startDimail } from './start-dimail.ts';

const requested = stopRequested();
const dimail = await startDimail({
  port: Number(process.argv[2] ?? process.env['DIMAIL_PORT'] ?? 8001),
  host: process.env['DIMAIL_HOST'] ?? '127.0.0.1',
  dataFile: process.env['COMPANION_DATA_FILE'] || undefined,
});
console.log(`dimail listens on ${dimail.url}`);

await requested;
await dimail.close();
process.exit(0);
