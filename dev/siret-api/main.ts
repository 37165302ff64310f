/**
 * Imitates the directory of legal units on a development machine, on port `SIRET_API_PORT` (8085). It ends on SIGTERM,
 * on SIGINT and when the process that started it ends.
 */
import { z } from 'zod';
import { stopRequested } from '../companion/stop-requested.ts';
import { startSiretApi } from './siret-api.ts';

const { SIRET_API_PORT: port } = z
  .object({ SIRET_API_PORT: z.coerce.number().int().min(0).max(65_535).default(8085) })
  .parse(process.env);

const requested = stopRequested();
const { url, close } = await startSiretApi({ port });
console.log(`organization directory: ${url}/search?q=13002526500013`);

await requested;
await close();
process.exit(0);
