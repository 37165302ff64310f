import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';

let application: ApplicationHere;
beforeAll(async () => {
  application = await openApplicationHere();
  await application.start({ SHUTDOWN_DELAY: '3' });
});
afterAll(() => application?.close());

it('is told from the others by its probes while it still answers, and then answers no more', async () => {
  const statusOf = async (path: string) => (await fetch(`${application.url}${path}`)).status;
  expect(await statusOf('/__lbheartbeat__')).toBe(200);
  const ended = application.stop();
  expect(await statusOf('/__lbheartbeat__')).toBe(503);
  expect(await statusOf('/__heartbeat__')).toBe(503);
  expect(await statusOf('/api/v1.0/config/')).toBe(200);
  await ended;
  await expect(fetch(`${application.url}/__lbheartbeat__`)).rejects.toThrow();
});
