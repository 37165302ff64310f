import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { type Application, startApplication } from '../../src/infrastructure/start-application.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';

let url: string;
let surroundings: Surroundings;
let application: Application;
beforeAll(async () => {
  url = `http://localhost:${await freePort()}`;
  surroundings = await startSurroundings(url);
  const environment = { ...surroundings.environment, SHUTDOWN_DELAY: '3' };
  application = await startApplication(loadSettings(environment));
});
afterAll(() => surroundings?.close());

it('is told from the others by its probes while it still answers, and then answers no more', async () => {
  const statusOf = async (path: string) => (await fetch(`${url}${path}`)).status;
  expect(await statusOf('/__lbheartbeat__')).toBe(200);
  const [first, ...others] = application.steps;
  const waiting = first?.stop();
  expect(await statusOf('/__lbheartbeat__')).toBe(503);
  expect(await statusOf('/__heartbeat__')).toBe(503);
  expect(await statusOf('/api/v1.0/config/')).toBe(200);
  await waiting;
  for (const step of others) await step.stop();
  await expect(fetch(`${url}/__lbheartbeat__`)).rejects.toThrow();
});
