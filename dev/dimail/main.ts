import { startDimail } from './start-dimail.ts';

const dimail = await startDimail({
  port: Number(process.argv[2] ?? process.env['DIMAIL_PORT'] ?? 8001),
  host: process.env['DIMAIL_HOST'] ?? '127.0.0.1',
});
console.log(`dimail listens on ${dimail.url}`);

const stop = async () => {
  await dimail.close();
  if (process.connected) {
    process.disconnect();
  }
};
for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) {
  process.once(event, () => void stop());
}
