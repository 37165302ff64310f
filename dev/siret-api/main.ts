import { startSiretApi } from './siret-api.ts';

const { url, close } = await startSiretApi({ port: Number(process.env['SIRET_API_PORT'] ?? 8085) });
console.log(`Organization directory (imitation): ${url}/search?q=13002526500013`);

let isClosing = false;
/** A second signal while closing changes nothing. */
async function stop(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await close();
  // The parent's channel would keep the program alive.
  if (process.connected) process.disconnect();
}

for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(event, () => void stop());
}
